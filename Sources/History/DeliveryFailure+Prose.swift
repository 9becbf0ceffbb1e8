import Glibc
import Rituals

extension DeliveryFailure {
  /// Why it was not delivered, in lower case.
  public var sentence: String {
    cause.sentence + (lastWords.isEmpty ? "" : ": \(lastWords)")
      + (isGivenUp ? "; no try has helped for a week" : "")
  }
}

extension DeliveryFailure.Cause {
  /// What went wrong, in lower case.
  public var sentence: String {
    switch self {
    case .exited(let code): "ended with code \(code)"
    case .signalled(let number): "was ended by signal \(number) (\(String(cString: strsignal(number))))"
    case .timedOut(let after): "took longer than \(after) and was ended"
    case .cancelled: "was stopped"
    case .notFound(let program):
      program.utf8.contains(UInt8(ascii: "/"))
        ? "there is no program \(program)" : "there is no program \(program) in PATH"
    case .couldNotStart(let program, let code):
      "cannot start \(program): \(String(cString: strerror(code)))"
        + (code == ENOENT ? " (of what its first line names?)" : "")
    case .noProgram: "names no program"
    case .nulInArgument(let index): "argument \(index) contains a NUL"
    case .badVariable(let name): "the variable \"\(name)\" cannot be set"
    case .noHook(let name): "the config has no hook named \(name)"
    case .unreadableMessage: "its message cannot be read any more"
    case .journalBusy: "it is busy"
    case .journalAbsent(let code): "nobody listens: \(String(cString: strerror(code)))"
    case .entryTooLarge: "the entry is too large"
    case .invalidField(let name): "it would drop the field \(name)"
    case .noSessionBus(let code): "there is no session bus: \(String(cString: strerror(code)))"
    case .noNotificationServer: "no notification server is running; it is shown once one comes"
    case .refused(let why): "the notification server refused it: \(why)"
    case .answered: "it was answered before it could be delivered"
    case .overtaken: "it was answered, or a newer reminder took its place"
    case .inDigest: "it came in a digest"
    case .recorded(let sentence): sentence
    }
  }
}
