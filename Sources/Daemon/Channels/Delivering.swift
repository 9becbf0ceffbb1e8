import Bus
import Hooks
import Rituals

/// What a channel makes of a message, and of what the command prints that delivers it.
protocol Delivering {
  /// - Parameters:
  ///   - attempt: the number of the try, from 1.
  ///   - asides: lines that only the user's own screen may show.
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay

  func meaning(of line: String) -> LineMeaning?
}

extension Delivering { func meaning(of line: String) -> LineMeaning? { nil } }

/// How a message leaves the daemon.
enum DeliveryWay {
  /// As an entry in the journal, at once.
  case entry([(String, String)])
  /// On the desktop.
  case notification(Notification)
  /// By a command.
  case command(HookCommand)
  /// Not at all.
  case none(DeliveryFailure.Cause)
}

/// What a command says about the message that it delivers.
enum LineMeaning {
  /// The message is on the screen now.
  case shown
  case answer(Answer)
}

extension Household {
  /// All channels; a new one gets its line here.
  func deliverer(to channel: Channel) -> any Delivering {
    switch channel {
    case .journal: JournalChannel()
    case .desktop: DesktopChannel()
    case .hook(let name):
      hooks[name] == nil && Channel.presets.contains(name)
        ? NotifySendChannel() : HookChannel(name: name, hook: hooks[name])
    }
  }
}
