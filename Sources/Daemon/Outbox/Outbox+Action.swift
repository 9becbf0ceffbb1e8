import History
import Rituals

extension Outbox {
  /// What an input leads to; the loop does it.
  enum Action: Equatable {
    case start(Message, Channel, attempt: Int)
    /// End the command; what it shows may stay.
    case cancel(DeliveryKey)
    /// End the command and take off the screen what it shows.
    case withdraw(DeliveryKey)
    /// Record how a delivery stands, with a fact where it is over.
    case record(Delivery, Event.Fact?)
    /// Report why a delivery failed, now or for good.
    case reportFailure(Delivery)
    /// Record that a delivery waits again: it was on the screen and is to be there again.
    case recordWaiting(DeliveryKey)
    /// Keep a message that has become shorter.
    case keep(Message)
    case noteBroughtBack(BroughtBack)
  }
}

/// A detail of the notebook that a notification brings back.
struct BroughtBack: Equatable {
  var detail: Int
  var with: OccurrenceID
}
