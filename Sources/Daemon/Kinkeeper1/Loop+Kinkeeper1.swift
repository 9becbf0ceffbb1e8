import Bus
import CivilTime
import Facts
import History
import Planning
import Rituals
import Wording

/// Answers to method calls on the session bus, and the changes reported there.
extension Loop {
  /// Answers a method call; an explanation follows as `Stimulus.explained`.
  func take(_ request: Kinkeeper1.Request, call: Int) {
    do throws(Kinkeeper1.Refusal) {
      guard history.isKnown else { throw .noHistory(reported.troubles[.history] ?? "") }
      switch request {
      case .upcoming(let count):
        guard count <= Kinkeeper1.mostUpcoming else { throw .tooMany(count) }
        world.bus.answer(call, [.list(upcoming(Int(count)))])
      case .open: world.bus.answer(call, [.list(open.map(facts))])
      case .explain(let name):
        let ritual = try ritual(of: name)
        guard !ritual.ritual.isPrivate else { throw .isPrivate(name) }
        guard world.explanations.start(name, for: call) else { throw .busy }
      case .answer(let name, let line):
        record(try events(answering: occurrence(name), line))
        world.bus.answer(call, [])
      case .remind(let name):
        let asked = OccurrenceID(name) == nil ? try openOrNext(name) : try occurrence(name)
        record([Event(at: world.now(), occurrence: asked, fact: .asked)])
        world.bus.answer(call, [])
      case .reload:
        reload()
        if let why = reported.troubles[.config] { throw .badConfig(why) }
        world.bus.answer(call, [])
      }
    } catch {
      world.bus.refuse(call, BusFault(error))
    }
  }

  /// Answers a call with its explanation.
  func answer(_ call: Int, _ explanation: [String], _ failure: DeliveryFailure?) {
    guard let failure else { return world.bus.answer(call, [.text(explanation.joined(separator: "\n"))]) }
    let why = failure.lastWords.isEmpty ? failure.sentence : failure.lastWords
    world.bus.refuse(call, BusFault(.notExplained(why)))
  }

  /// Reports changes to listeners on the bus.
  func tellChanges(next: Plan.Upcoming?) {
    if planner.hasNews || standing.next != next {
      planner.hasNews = false
      standing = Standing(next: next, openCount: UInt32(clamping: open.count))
      if let next, let kept = planner[next.occurrence.ritual] {
        standing.facts = facts(planner.occurrence(of: kept, next.occurrence.start, at: world.now()))
      }
      world.bus.emit(Kinkeeper1.Signal.changed, [])
    }
    let problems = Trouble.allCases.compactMap { reported.troubles[$0] } + outbox.problems
    world.bus.set([
      .init(Kinkeeper1.Property.next, .properties(standing.facts)),
      .init(Kinkeeper1.Property.openCount, .number(standing.openCount)),
      .init(Kinkeeper1.Property.problems, .texts(problems)),
      .init(Kinkeeper1.Property.version, .text(kinkeeperVersion)),
    ])
  }

  private func facts(_ one: Upcoming) -> [BusProperty] { BusValue.properties(one.shownFacts) }

  private func upcoming(_ count: Int) -> [[BusProperty]] {
    let now = world.now()
    if let known = standing.upcoming, !planner.hasNews, known.count == count, known.holds(at: now) {
      return known.occurrences
    }
    let coming = planner.coming(after: now, perRitual: count, total: count)
    let found = Standing.List(
      count: count, from: now, until: coming.first?.slot.instant, occurrences: coming.map(facts))
    standing.upcoming = found
    return found.occurrences
  }

  /// The occurrences that have come and have no answer, the earliest first.
  private var open: [Upcoming] { planner.open(at: world.now()) }

  // MARK: Names

  /// The ritual of an id, or of an occurrence's name.
  private func ritual(of name: String) throws(Kinkeeper1.Refusal) -> ScheduledRitual {
    let id = OccurrenceID(name)?.ritual ?? name
    guard let found = planner[id] else { throw .noRitual(id) }
    return found
  }

  private func occurrence(_ name: String) throws(Kinkeeper1.Refusal) -> OccurrenceID {
    guard let id = OccurrenceID(name) else { throw .noOccurrence(name) }
    let kept = try ritual(of: name)
    do throws(NoSuchOccurrence) { try kept.check(id, planner.chronicle[id.ritual]) } catch {
      throw .noSuchOccurrence(error)
    }
    return id
  }

  private func openOrNext(_ name: String) throws(Kinkeeper1.Refusal) -> OccurrenceID {
    let kept = try ritual(of: name)
    let start =
      planner.chronicle[name].open
      ?? planner.coming(after: world.now(), of: [kept], perRitual: 1).first?.start
    guard let start else { throw .nothingToCome(name) }
    return OccurrenceID(ritual: name, start: start)
  }

  // MARK: Answers

  private func events(answering id: OccurrenceID, _ line: String) throws(Kinkeeper1.Refusal) -> [Event] {
    if line == "undo" {
      guard planner.chronicle[id.ritual][id.start].undoable != nil else { throw .nothingToUndo(id) }
      return [Event(at: world.now(), occurrence: id, fact: .undone)]
    }
    guard let answer = Answer(line: line) else { throw .noAnswer(line) }
    do throws(Reply.Fault) { return try events(answering: id, answer, at: world.now()) } catch {
      throw .reply(id, error)
    }
  }
}

/// What listeners on the bus know, to report only changes.
struct Standing {
  /// The next occurrence, and its properties.
  var next: Plan.Upcoming?
  var facts: [BusProperty] = []
  var openCount: UInt32 = 0
  /// The latest answer of `Upcoming`, for clients that ask again and again.
  var upcoming: List?

  /// The nearest occurrences, as they were found at a moment.
  struct List {
    var count: Int
    var from: Instant
    /// When the first of them comes.
    var until: Instant?
    var occurrences: [[BusProperty]]

    func holds(at now: Instant) -> Bool { now >= from && until.map { now < $0 } ?? true }
  }
}
