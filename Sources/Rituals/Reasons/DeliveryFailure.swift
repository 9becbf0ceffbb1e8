/// Why a channel did not deliver a reminder. `DeliveryFailure+Prose.swift` in History turns it into a sentence.
public struct DeliveryFailure: Equatable, Sendable {
  package var cause: Cause
  /// The last line that the channel's command wrote to standard error, if any.
  public var lastWords: String
  /// No try has helped for a week, so no more is tried.
  public var isGivenUp: Bool

  public init(_ cause: Cause, lastWords: String = "", isGivenUp: Bool = false) {
    (self.cause, self.lastWords, self.isGivenUp) = (cause, lastWords, isGivenUp)
  }

  /// What went wrong.
  public enum Cause: Error, Equatable, Sendable {
    /// The command exited with this code.
    case exited(Int32)
    /// The command was ended by a signal that was not ours.
    case signalled(Int32)
    /// The command was stopped because it took longer than this.
    case timedOut(after: Duration)
    /// The command was stopped because it was no longer wanted.
    case cancelled
    /// There is no such program, or none of that name in `PATH`.
    case notFound(program: String)
    case couldNotStart(program: String, errno: Int32)
    /// The command is empty.
    case noProgram
    /// The argument at this index has a NUL; for the program it would end there.
    case nulInArgument(Int)
    /// Empty, or with `=` or NUL in the name, or NUL in the value.
    case badVariable(String)
    /// The config no longer has a hook of that name.
    case noHook(String)
    /// This version cannot read the message that an earlier run of the daemon left.
    case unreadableMessage
    /// journald isn't reading at the moment.
    case journalBusy
    /// Nobody listens on journald's socket, or it can't be used.
    case journalAbsent(errno: Int32)
    /// The fields of a journal entry can't be cut to the limit.
    case entryTooLarge
    /// journald would silently drop this field (systemd.journal-fields(7)).
    case invalidField(String)
    /// There is no session bus.
    case noSessionBus(errno: Int32)
    /// No notification server is running. The reminder is shown when one starts.
    case noNotificationServer
    /// The notification server answered with an error.
    case refused(String)
    /// It was answered before it could be delivered.
    case answered
    /// It was answered, or a newer reminder took its place.
    case overtaken
    /// It was delivered as one of several.
    case inDigest
    /// A sentence that an earlier version recorded.
    case recorded(String)

    /// Whether no other try can help.
    public var isFinal: Bool {
      switch self {
      case .noHook, .unreadableMessage: true
      default: false
      }
    }

    /// Whether trying again is of no use until something else happens.
    public var waitsForServer: Bool { self == .noNotificationServer }
  }
}
