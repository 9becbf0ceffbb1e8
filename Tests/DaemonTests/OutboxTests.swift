import CivilTime
import History
import Planning
import Rituals
import TestSupport
import Testing

@testable import Daemon

let outboxStart = Instant(seconds: 1_000_000)

/// Actions whose order is of no account.
func inAnyOrder(_ actions: [Outbox.Action]) -> [Outbox.Action] { actions.sorted { "\($0)" < "\($1)" } }

/// A message that says as little as one can; with members it is a digest.
func outboxMessage(_ ritual: String, _ kind: ReminderKind = .due, members: [Message] = []) -> Message {
  let start = CivilDateTime(localSeconds: 1_000_000)
  return Message(
    id: ReminderID(OccurrenceID(ritual: ritual, start: start), members.isEmpty ? kind : .digest(1)),
    title: ritual, body: "", due: start, dueInstant: outboxStart, zone: "UTC", with: [], roles: [],
    reason: "",
    place: "", urgency: .normal, line: "", members: members)
}

private let phone = Channel.hook("phone")
private let tea = outboxMessage("tea")
private let soup = outboxMessage("soup")
private let teaOnPhone = DeliveryKey(tea.id, phone)
private let notifySend = Channel.hook("notify-send")
private let teaOnScreen = DeliveryKey(tea.id, .desktop)

extension Outbox {
  /// What waits for a try or is being tried.
  var undelivered: [DeliveryKey: Outgoing] { phases.compactMapValues(\.outgoing) }

  var isEmpty: Bool { phases.isEmpty }
}

private func later(_ seconds: Int64) -> Instant { outboxStart.advanced(bySeconds: seconds) }

/// A delivery that runs.
private func running(_ message: Message, _ channel: Channel) -> Outbox {
  var outbox = Outbox()
  _ = outbox.deliver(message, by: [channel], attempt: 1, at: outboxStart)
  _ = outbox.startDue(at: outboxStart)
  return outbox
}

private func delivery(
  _ message: Message, _ channel: Channel, _ state: Delivery.State, _ count: Int, next: Int64 = 0,
  because failure: DeliveryFailure? = nil
) -> Delivery {
  Delivery(
    id: message.id, channel: channel, state: state,
    tries: Tries(count: count, next: later(next), since: outboxStart, failure: failure))
}

@Suite("The outbox")
struct OutboxTests {
  @Test func `the journal starts at once, a command when its turn comes`() {
    var outbox = Outbox()
    #expect(
      outbox.deliver(tea, by: [.journal, phone], attempt: 3, at: outboxStart) == [
        .start(tea, .journal, attempt: 3)
      ])
    #expect(
      outbox.ended(DeliveryKey(tea.id, .journal), nil, at: outboxStart) == [
        .record(delivery(tea, .journal, .delivered, 1), nil)
      ])
    #expect(outbox.nextTry == outboxStart)
    #expect(outbox.startDue(at: outboxStart) == [.start(tea, phone, attempt: 1)])
    #expect(outbox.nextTry == nil && outbox.startDue(at: outboxStart) == [])
  }

  @Test func `what fails is tried again after growing pauses, and each reason is reported once`() {
    var outbox = running(tea, phone)
    var now: Int64 = 0
    for (count, pause) in [(1, 10), (2, 30), (3, 90), (4, 270)] as [(Int, Int64)] {
      let waiting = delivery(tea, phone, .waiting, count, next: now + pause, because: noNetwork)
      #expect(
        outbox.ended(teaOnPhone, noNetwork, at: later(now))
          == (count == 1 ? [.reportFailure(waiting)] : []) + [.record(waiting, nil)])
      #expect(outbox.nextTry == later(now + pause) && outbox.startDue(at: later(now + pause - 1)) == [])
      now += pause
      #expect(outbox.startDue(at: later(now)) == [.start(tea, phone, attempt: count + 1)])
    }
    #expect(
      outbox.ended(teaOnPhone, nil, at: later(now)) == [
        .record(delivery(tea, phone, .delivered, 5, next: now), .delivered(.due, channel: phone))
      ])
    #expect(outbox.isEmpty)
  }

  @Test func `after a week no more is tried, but in the journal`() {
    let week = Outbox.givenUpAfter + 1
    var outbox = running(tea, phone)
    let actions = outbox.ended(teaOnPhone, noNetwork, at: later(week))
    let failure = DeliveryFailure(.exited(1), lastWords: "no network", isGivenUp: true)
    let failed = delivery(tea, phone, .failed, 1, because: failure)
    #expect(
      actions == [
        .reportFailure(failed), .record(failed, .failed(.due, channel: phone, failure)),
      ])
    #expect(outbox.isEmpty)
    _ = outbox.deliver(tea, by: [.journal], attempt: 1, at: outboxStart)
    _ = outbox.ended(DeliveryKey(tea.id, .journal), DeliveryFailure(.journalBusy), at: later(week))
    #expect(outbox.nextTry == later(week + 10))
  }

  @Test func `a hook that is not there any more fails at once`() {
    var outbox = running(tea, phone)
    #expect(outbox.ended(teaOnPhone, DeliveryFailure(.noHook("phone")), at: outboxStart).count == 2)
    #expect(outbox.isEmpty)
  }

  @Test func `a notification is delivered when it is shown, and brings its detail back then`() {
    var outbox = running(tea, .desktop)
    let detail = BroughtBack(detail: 4, with: tea.id.occurrence)
    outbox.bringsBack(detail, teaOnScreen)
    #expect(
      outbox.shown(teaOnScreen, at: outboxStart) == [
        .record(delivery(tea, .desktop, .delivered, 1), .delivered(.due, channel: .desktop)),
        .noteBroughtBack(detail),
      ])
    #expect(outbox.shown(teaOnScreen, at: outboxStart) == [] && outbox.commands == 0, "nothing runs for it")
    #expect(outbox.ended(teaOnScreen, DeliveryFailure(.exited(1)), at: outboxStart) == [])
    #expect(outbox.isEmpty)
  }

  @Test func `who answers has delivered, and ends in peace`() {
    var outbox = running(tea, phone)
    #expect(outbox.answered(teaOnPhone, at: outboxStart).count == 1)
    #expect(outbox.drop { $0 == tea.id } == [])
    #expect(outbox.commands == 1 && outbox.undelivered.isEmpty)
  }

  @Test func `what no longer matters is not delivered, and goes from the screen`() {
    var outbox = Outbox()
    _ = outbox.deliver(tea, by: [.journal, phone, .desktop], attempt: 1, at: outboxStart)
    _ = outbox.ended(DeliveryKey(tea.id, .journal), DeliveryFailure(.journalBusy), at: outboxStart)
    #expect(outbox.drop { $0 == soup.id } == [])
    let failure = DeliveryFailure(.overtaken)
    #expect(
      inAnyOrder(outbox.drop { $0 == tea.id })
        == inAnyOrder([
          .record(delivery(tea, phone, .failed, 0, because: failure), nil),
          .record(delivery(tea, .desktop, .failed, 0, because: failure), nil),
        ]))
    #expect(Set(outbox.undelivered.keys.map(\.channel)) == [.journal], "it is a record")

    var screen = running(tea, .desktop)
    _ = screen.shown(teaOnScreen, at: outboxStart)
    #expect(screen.drop { $0 == tea.id } == [.withdraw(teaOnScreen)])
    #expect(screen.drop { $0 == tea.id } == [], "once")
  }

  @Test func `a digest loses what is over and goes with the last of it`() {
    let digest = outboxMessage("digest", members: [tea, soup])
    let key = DeliveryKey(digest.id, phone)
    var outbox = running(digest, phone)
    let shorter = digest.keeping { $0.id == soup.id }
    #expect(outbox.drop { $0 == tea.id } == [.keep(shorter)])
    #expect(outbox.open(key) == [soup.id] && outbox.undelivered[key]?.message == shorter)
    #expect(outbox.drop { $0 == soup.id }.contains(.withdraw(key)))
    #expect(outbox.open(key).isEmpty && outbox.undelivered.isEmpty)
  }

  @Test func `a newer reminder of an occurrence supersedes the older one`() {
    var outbox = running(tea, phone)
    let nudge = outboxMessage("tea", .nudge(1))
    #expect(outbox.supersede(by: [soup]) == [])
    #expect(outbox.supersede(by: [nudge]).first == .withdraw(teaOnPhone))
  }

  @Test func `commands that wait for an answer make room, the oldest first, and as few as needed`() {
    var outbox = Outbox()
    let messages = (0..<Outbox.mostCommands).map { outboxMessage("r\($0)") }
    for message in messages {
      _ = outbox.deliver(message, by: [notifySend], attempt: 1, at: outboxStart)
      _ = outbox.startDue(at: outboxStart)
    }
    for message in messages.reversed() {
      _ = outbox.shown(DeliveryKey(message.id, notifySend), at: outboxStart)
    }
    _ = outbox.deliver(tea, by: [.journal, notifySend], attempt: 1, at: outboxStart)
    _ = outbox.ended(DeliveryKey(tea.id, .journal), nil, at: outboxStart)
    let oldest = DeliveryKey(messages[Outbox.mostCommands - 1].id, notifySend)
    #expect(outbox.startDue(at: outboxStart) == [.cancel(oldest)])
    #expect(outbox.startDue(at: outboxStart) == [] && outbox.nextTry == nil)
    _ = outbox.ended(oldest, DeliveryFailure(.cancelled), at: outboxStart)
    #expect(outbox.startDue(at: outboxStart) == [.start(tea, notifySend, attempt: 1)])
  }

  @Test func `at the end nothing stays on the screen, and what stood there waits for the next daemon`() {
    var outbox = running(tea, .desktop)
    _ = outbox.shown(teaOnScreen, at: outboxStart)
    _ = outbox.deliver(soup, by: [phone], attempt: 1, at: outboxStart)
    _ = outbox.startDue(at: outboxStart)
    #expect(
      inAnyOrder(outbox.stop())
        == inAnyOrder([
          .withdraw(teaOnScreen), .recordWaiting(teaOnScreen), .withdraw(DeliveryKey(soup.id, phone)),
        ]))
  }

  @Test func `a start goes on with what waited, and fails what cannot be read`() {
    var outbox = Outbox()
    let waiting = delivery(tea, phone, .waiting, 3, next: 90, because: noNetwork)
    #expect(outbox.resume(waiting, tea, at: outboxStart) == [] && outbox.nextTry == later(90))
    #expect(outbox.resume(waiting, tea, at: outboxStart) == [], "it is known")
    #expect(outbox.resume(delivery(soup, phone, .waiting, 1), nil, at: outboxStart).count == 2)
    #expect(Set(outbox.undelivered.keys) == [teaOnPhone])
  }

  @Test func `a clock set back puts no try off`() {
    var outbox = running(tea, phone)
    _ = outbox.ended(teaOnPhone, noNetwork, at: outboxStart)
    outbox.clockStepped(to: later(-86_400))
    #expect(outbox.nextTry == later(-86_390))
  }

  @Test func `one notice at a time`() {
    var outbox = Outbox()
    #expect(outbox.show() && !outbox.show())
    #expect(outbox.ended(.notice, nil, at: outboxStart) == [] && outbox.show())
  }
}
