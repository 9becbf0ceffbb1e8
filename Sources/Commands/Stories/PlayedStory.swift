import CivilTime
import Clock
import Planning
import RitualFile
import Rituals

/// A story as the planner plays it: every reminder it gives, every fact that is recorded, and the pages that tell of them.
struct PlayedStory {
  let story: Story
  /// The facts in their order, as the history would hold them.
  private(set) var events: [Event] = []
  /// What was written down, as the notebook would hold it.
  private(set) var written: [(at: Instant, fact: NotebookEntry.Fact)] = []
  /// Every reminder that was given, and when.
  private(set) var given: [(at: Instant, reminder: Reminder)] = []
  private(set) var household: Household
  private(set) var config: String
  private(set) var page: StoryPage
  let zone: Zone

  private var planner: Planner
  private var now: Instant
  private var notebook = Notebook()
  private let zones: SystemZones
  /// When the chapter began, and whether it is the first: that one is told with everything.
  private var begun: Instant
  private var isBeginning = true

  init(_ story: Story, zones: SystemZones = SystemZones()) throws {
    self.story = story
    self.zones = zones
    config = story.config
    let household = try PlayedStory.read(config, zones)
    self.household = household
    guard let name = household.timeZone else { throw Failure("a story needs a timeZone") }
    zone = try zones.zone(name)
    planner = try PlayedStory.planner(household, zone, zones)
    page = StoryPage(story)
    guard let start = CivilDateTime(story.from + "T08:00") else { throw Failure("no day: \(story.from)") }
    now = zone.instant(of: start)
    begun = now
    for chapter in story.chapters { try play(chapter) }
  }

  private static func read(_ config: String, _ zones: SystemZones) throws -> Household {
    let reading = RitualFile.read(Array(config.utf8), file: "config.json", zones: ZonesOnDisk(zones: zones))
    guard let household = reading.household else {
      throw Failure("the story's config: \(reading.diagnostics)")
    }
    return household
  }

  private static func planner(_ household: Household, _ zone: Zone, _ zones: SystemZones) throws -> Planner {
    let circumstances = Circumstances(household, zone: zone) { try? zones.zone($0) }
    let kept = try household.everyRitual.map {
      Kept($0, zone: try $0.timeZone.map { try zones.zone($0) } ?? zone)
    }
    return Planner(kept, circumstances: circumstances)
  }

  private mutating func record(_ event: Event) {
    events.append(event)
    planner.apply(event, number: events.count)
  }

  private mutating func write(_ fact: NotebookEntry.Fact) {
    written.append((now, fact))
    notebook.apply(NotebookEntry(number: written.count, at: now, fact: fact))
  }

  private func instant(_ wall: String) throws -> Instant {
    guard let local = CivilDateTime(wall) else { throw Failure("no wall time: \(wall)") }
    return zone.instant(of: local)
  }

  func name(_ person: String) -> String { household.people[person]?.name ?? person }

  // MARK: Living

  private mutating func play(_ chapter: Story.Chapter) throws {
    page.begin(chapter)
    isBeginning = chapter.title == story.chapters.first?.title
    begun = now
    let end = try instant(chapter.through + "T23:59")
    for deed in chapter.deeds {
      let at = try instant(deed.at)
      live(through: at, chapter)
      now = at
      try act(deed.act)
    }
    live(through: end, chapter)
    now = end
    page.end(summary: chapter.isTold ? [] : summary(chapter, since: page.since, through: end))
    page.since = end
  }

  /// Lives up to an instant: the planner's reminders come when it says, and what is due is done two hours later.
  private mutating func live(through end: Instant, _ chapter: Story.Chapter) {
    while now <= end {
      let plan = planner.plan(now: now)
      if plan.hasWork {
        for reminder in plan.reminders { tell(reminder, chapter) }
        for event in plan.preparations(at: now) + plan.outcomes(at: now) { record(event) }
        continue
      }
      let answer = nextAnswer(chapter)
      if let answer, answer.at <= end, plan.wakeAt.map({ answer.at <= $0 }) ?? true {
        now = max(now, answer.at)
        done(answer.occurrence, isTold: isBeginning)
        continue
      }
      guard let wakeAt = plan.wakeAt, wakeAt <= end else { return }
      now = max(wakeAt, now)
    }
  }

  /// Who is asked does it, unless the chapter has it otherwise.
  private func nextAnswer(_ chapter: Story.Chapter) -> (at: Instant, occurrence: OccurrenceID)? {
    planner.rituals.compactMap { kept -> (at: Instant, occurrence: OccurrenceID)? in
      let ledger = planner.chronicle[kept.ritual.id]
      guard !chapter.unanswered.contains(kept.ritual.id), let current = ledger.current, !current.isHeld,
        current.lastGiven >= begun,
        ledger.snooze?.start != current.start || ledger.snooze?.until == nil
      else { return nil }
      return (
        current.lastGiven.advanced(bySeconds: 2 * 3600),
        OccurrenceID(ritual: kept.ritual.id, start: current.start)
      )
    }.min { $0.at < $1.at }
  }

  private mutating func done(_ occurrence: OccurrenceID, isTold: Bool) {
    record(Event(at: now, occurrence: occurrence, fact: .done(on: zone.local(at: now))))
    if isTold { page.add(command: "kin done \(occurrence.ritual)", at: zone.local(at: now)) }
  }

  private mutating func tell(_ reminder: Reminder, _ chapter: Story.Chapter) {
    given.append((now, reminder))
    guard chapter.tells(reminder.id.occurrence.ritual) else { return }
    let local = zone.local(at: now)
    var said = [
      reminder.title + ": " + DisplayText.when(reminder.due.local, seenFrom: local, inSentence: true)
    ]
    if !reminder.roles.isEmpty {
      said.append(reminder.roles.map { "\($0.role): \($0.person ?? "nobody")" }.joined(separator: ", "))
    }
    var turn: String?
    if let kept = planner[reminder.id.occurrence.ritual],
      let decision = kept.decision(
        at: kept.slot(at: reminder.id.occurrence.start), ledger: planner.chronicle[kept.ritual.id],
        people: planner.circumstances.people, now: now)
    {
      // That somebody is next in the order needs no telling again and again.
      let isPlain = decision.reasons.allSatisfy { if case .next = $0 { true } else { false } }
      if !isPlain || isBeginning { turn = decision.reasons.sentence(today: local.date, name: name) }
    }
    page.add(
      reminder: said.joined(separator: " · "), why: reminder.reason.sentence(in: zone, name: name),
      turn: turn, at: local)
    bringBack(with: reminder)
  }

  /// A detail comes back with the reminder, once.
  private mutating func bringBack(with reminder: Reminder) {
    guard let ritual = planner[reminder.id.occurrence.ritual]?.ritual,
      let detail = detailToAsk(notebook.details, with: ritual.with, for: reminder.id.occurrence),
      detail.broughtBackAt == nil
    else { return }
    page.add(said: "to ask \(name(detail.person)) about: \(detail.text)")
    write(.broughtBack(detail: detail.entry, reminder.id.occurrence))
  }

  // MARK: Doing

  private mutating func act(_ act: Story.Act) throws {
    switch act {
    case .done(let ritual): try done(occurrence(of: ritual), isTold: true)
    case .skip(let ritual):
      let target = try target(of: ritual)
      say("kin skip \(ritual)", "\(target.naming(seenFrom: now)): \(Skip.words)")
      record(Event(at: now, occurrence: target.occurrence, fact: .skipped(on: zone.local(at: now))))
    case .snooze(let ritual, let words):
      let target = try target(of: ritual)
      let moment = try Moment(words: [words])
      let reply = try planner.reply(to: target.occurrence, .snooze(moment), now: now)
      let until = reply.words(to: target, now: now, name: name)
      say("kin snooze \(ritual) \(words)", "\(target.naming(seenFrom: now)): \(until)")
      record(reply.event)
    case .swap(let ritual, let role, let to): try swap(ritual, role, to)
    case .away(let person, let from, let through):
      guard let first = CivilDate(from), let last = CivilDate(through) else { throw Failure("no days") }
      let days = DisplayText.days(first, last, seenFrom: zone.local(at: now).date)
      say("kin away \(person) \(from) \(through)", Away.words(for: name(person), days))
      record(Event(at: now, person: person, fact: .away(person: person, from: first, to: last)))
    case .stretched(let span): try stretched(span)
    case .note(let person, let text):
      say("kin note \(person) \"\(text)\"", Note.words(for: name(person), text, comesBack: comesBack(person)))
      write(.detail(person: person, text: text))
    case .win(let text):
      say("kin win \"\(text)\"", WinCommand.words(for: text))
      write(.win(with: [], text: text))
    case .checkin(let ritual, let answers, let felt): try checkin(ritual, answers, felt)
    case .balance(let ritual): try balance(ritual)
    case .edit(let command, let old, let new):
      guard config.contains(old) else { throw Failure("the config has no \(old)") }
      config = config.replacing(old, with: new)
      household = try PlayedStory.read(config, zones)
      let chronicle = planner.chronicle
      planner = try PlayedStory.planner(household, zone, zones)
      planner.replace(chronicle)
      page.add(command: command, at: zone.local(at: now))
      page.add(said: "- \(old)")
      page.add(said: "+ \(new)")
    }
  }

  private mutating func say(_ command: String, _ reply: String) {
    page.add(command: command, at: zone.local(at: now))
    page.add(said: reply)
  }

  /// Whether a ritual with somebody brings back what was noted of them.
  private func comesBack(_ person: String) -> Bool {
    planner.rituals.contains {
      $0.ritual.with.contains(person) && !$0.ritual.isPaused && $0.ritual.birthdayOf == nil
    }
  }

  private func occurrence(of ritual: String) throws -> OccurrenceID { try target(of: ritual).occurrence }

  /// The open occurrence of a ritual, else the next one.
  private func target(of ritual: String) throws -> Upcoming {
    guard let kept = planner[ritual] else { throw Failure("no ritual \(ritual)") }
    let ledger = planner.chronicle[ritual]
    if let open = kept.open(ledger, circumstances: planner.circumstances, now: now) { return open }
    guard let next = upcoming(kept) else { throw Failure("nothing of \(ritual) is to come") }
    return next
  }

  private func upcoming(_ kept: Kept) -> Upcoming? {
    kept.upcoming(
      after: now, ledger: planner.chronicle[kept.ritual.id], circumstances: planner.circumstances, count: 1
    ).first
  }

  private mutating func swap(_ ritual: String, _ role: String, _ to: String) throws {
    guard let kept = planner[ritual], let next = upcoming(kept) else { throw Failure("no \(ritual)") }
    let from = next.turn?.holder(of: role)?.person
    let words = SwapCommand.words(for: name(to), role, inPlaceOf: from.map(name))
    say("kin swap \(ritual) \(to)", "\(next.naming(seenFrom: now)): \(words)")
    record(Event(at: now, occurrence: next.occurrence, fact: .swapped(role: role, from: from, to: to)))
  }

  private mutating func stretched(_ span: String) throws {
    guard let me = household.me, let length = try? Span(parsing: span) else { throw Failure("no span") }
    let until = Stretch.end(of: length, from: zone.local(at: now).date, zone: zone)
    let event = Event(at: now, person: me, fact: .stretched(until: until))
    var with = planner
    with.apply(event, number: events.count + 1)
    let easing = Easing(
      me, at: now, zone: zone, with: with, without: planner, until: until, name: name)
    say("kin stretched --for \"\(span)\"", Stretched.thanks)
    for sentence in easing.sentences { page.add(said: sentence) }
    let last = DisplayText.day(easing.lastDay, seenFrom: zone.local(at: now).date, inSentence: true)
    page.add(said: "Until \(last); kin stretched --over ends it sooner.")
    record(event)
  }

  private mutating func checkin(
    _ ritual: String, _ answers: [(prompt: String, answer: String)], _ felt: [Feeling]
  ) throws {
    guard let kept = planner[ritual] else { throw Failure("no ritual \(ritual)") }
    let deck = household.deck(of: kept.ritual)
    let occurrence = try occurrence(of: ritual)
    page.add(command: "kin checkin \(ritual)", at: zone.local(at: now))
    write(.checkin(ritual: ritual, start: occurrence.start, deck: deck.id, first: nil))
    let number = written.count
    for (id, answer) in answers {
      guard let prompt = deck.prompts.first(where: { $0.id == deck.id + "/" + id }) else {
        throw Failure("no prompt \(id)")
      }
      page.add(said: prompt.text)
      page.add(said: "> \(answer)")
      write(.asked(checkin: number, prompt: prompt.id, words: prompt.text, answer: answer))
    }
    if !felt.isEmpty { write(.felt(checkin: number, felt)) }
    done(occurrence, isTold: false)
  }

  private mutating func balance(_ ritual: String) throws {
    guard let kept = planner[ritual] else { throw Failure("no ritual \(ritual)") }
    var rhythm = RecentRhythm()
    for event in events { rhythm.apply(event) }
    page.add(command: "kin balance \(ritual)", at: zone.local(at: now))
    for one in rhythm.balance(
      of: kept.ritual, people: planner.circumstances.people, now: now, today: zone.local(at: now).date)
    {
      page.add(
        said: "\(kept.ritual.title), \(one.role): "
          + "\(one.observation(me: household.me, name: name)) \(one.invitation(me: household.me, name: name))"
      )
    }
  }

  // MARK: Summing up

  /// What took place, ritual by ritual: on which days, and who had a role.
  private func summary(_ chapter: Story.Chapter, since start: Instant, through end: Instant) -> [String] {
    household.everyRitual.filter { chapter.tells($0.id) }.compactMap { ritual in
      let days = events.compactMap { event -> String? in
        guard event.ritual == ritual.id, event.at > start, event.at <= end, case .done = event.fact,
          let occurrence = event.start
        else { return nil }
        let day = "\(occurrence.date.day) \(DisplayText.months[occurrence.date.month - 1].prefix(3))"
        let turn = planner.chronicle[ritual.id].turns.told(at: occurrence) ?? told(occurrence, of: ritual.id)
        let people = (turn?.holders ?? []).compactMap(\.person).map(name)
        return people.isEmpty ? day : "\(day) \(people.joined(separator: " and "))"
      }
      guard !days.isEmpty else { return nil }
      let roles = ritual.turns.map { " (\($0.roles.joined(separator: " and ")))" } ?? ""
      return "\(ritual.title)\(roles): \(days.joined(separator: ", "))."
    }
  }

  private func told(_ occurrence: CivilDateTime, of ritual: String) -> Turn? {
    for event in events.reversed() where event.ritual == ritual && event.start == occurrence {
      if case .turn(let turn) = event.fact { return turn }
    }
    return nil
  }
}
