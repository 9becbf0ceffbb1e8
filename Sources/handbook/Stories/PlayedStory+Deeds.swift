import CivilTime
import Commands
import Planning
import Recurrence
import Rituals
import Wording

// What people do in a chapter: the command on the page, and the fact that it records.

extension PlayedStory {
  mutating func act(_ act: Story.Act) throws {
    switch act {
    case .done(let ritual): try done(occurrence(of: ritual), isTold: true)
    case .skip(let ritual):
      let target = try target(of: ritual)
      say("kin skip \(ritual)", "\(target.naming(seenFrom: now)): \(Replies.skipped)")
      record(Event(at: now, occurrence: target.occurrence, fact: .skipped(on: zone.local(at: now))))
    case .snooze(let ritual, let words):
      let target = try target(of: ritual)
      let moment = try Moment(parsing: words)
      let reply = try planner.reply(to: target.occurrence, .snooze(moment), now: now)
      let until = reply.words(to: target, now: now, name: name)
      say("kin snooze \(ritual) \(words)", "\(target.naming(seenFrom: now)): \(until)")
      record(reply.event)
    case .swap(let ritual, let role, let to): try swap(ritual, role, to)
    case .away(let person, let from, let through):
      guard let first = CivilDate(from), let last = CivilDate(through) else { throw StoryFault("no days") }
      let days = DisplayText.days(first, last, seenFrom: zone.local(at: now).date)
      say("kin away \(person) \(from) \(through)", Replies.away(name(person), days))
      record(Event(at: now, person: person, fact: .away(person: person, from: first, to: last)))
    case .stretched(let span): try stretched(span)
    case .note(let person, let text):
      say(
        "kin note \(person) \"\(text)\"", Replies.noted(text, for: name(person), comesBack: comesBack(person))
      )
      write(.detail(person: person, text: text))
    case .win(let text):
      say("kin win \"\(text)\"", Replies.won(text))
      write(.win(with: [], text: text))
    case .checkin(let ritual, let answers, let felt): try checkin(ritual, answers, felt)
    case .balance(let ritual): try balance(ritual)
    case .edit(let command, let old, let new):
      guard config.contains(old) else { throw StoryFault("the config has no \(old)") }
      config = config.replacing(old, with: new)
      household = try PlayedStory.read(config)
      let chronicle = planner.chronicle
      planner = try Planner(household, zone: zone) { try zones.zone($0) }
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
    guard let kept = planner[ritual] else { throw StoryFault("no ritual \(ritual)") }
    let ledger = planner.chronicle[ritual]
    if let open = kept.open(ledger, circumstances: planner.circumstances, now: now) { return open }
    guard let next = upcoming(kept) else { throw StoryFault("nothing of \(ritual) is to come") }
    return next
  }

  private func upcoming(_ kept: ScheduledRitual) -> Upcoming? {
    kept.upcoming(
      after: now, ledger: planner.chronicle[kept.ritual.id], circumstances: planner.circumstances, count: 1
    ).first
  }

  private mutating func swap(_ ritual: String, _ role: String, _ to: String) throws {
    guard let kept = planner[ritual], let next = upcoming(kept) else { throw StoryFault("no \(ritual)") }
    let from = next.turn?.holder(of: role)?.person
    let words = Replies.swapped(name(to), role, inPlaceOf: from.map(name))
    say("kin swap \(ritual) \(to)", "\(next.naming(seenFrom: now)): \(words)")
    record(Event(at: now, occurrence: next.occurrence, fact: .swapped(role: role, from: from, to: to)))
  }

  private mutating func stretched(_ span: String) throws {
    guard let me = household.me, let length = try? Span(parsing: span) else { throw StoryFault("no span") }
    let until = Stretch.end(of: length, from: zone.local(at: now).date, zone: zone)
    let event = Event(at: now, person: me, fact: .stretched(until: until))
    var with = planner
    with.apply(event, number: events.count + 1)
    let easing = StretchedChanges(
      me, at: now, zone: zone, with: with, without: planner, until: until, name: name)
    say("kin stretched --for \"\(span)\"", Replies.stretched)
    for sentence in easing.sentences { page.add(said: sentence) }
    let last = DisplayText.day(easing.lastDay, seenFrom: zone.local(at: now).date, inSentence: true)
    page.add(said: "Until \(last); kin stretched --over ends it sooner.")
    record(event)
  }

  private mutating func checkin(
    _ ritual: String, _ answers: [(prompt: String, answer: String)], _ felt: [Feeling]
  ) throws {
    guard let kept = planner[ritual] else { throw StoryFault("no ritual \(ritual)") }
    let deck = household.deck(of: kept.ritual)
    let occurrence = try occurrence(of: ritual)
    page.add(command: "kin checkin \(ritual)", at: zone.local(at: now))
    write(.checkin(ritual: ritual, start: occurrence.start, deck: deck.id, first: nil))
    let number = written.count
    for (id, answer) in answers {
      guard let prompt = deck.prompts.first(where: { $0.id == deck.id + "/" + id }) else {
        throw StoryFault("no prompt \(id)")
      }
      page.add(said: prompt.text)
      page.add(said: "> \(answer)")
      write(.asked(checkin: number, prompt: prompt.id, words: prompt.text, answer: answer))
    }
    if !felt.isEmpty { write(.felt(checkin: number, felt)) }
    done(occurrence, isTold: false)
  }

  private mutating func balance(_ ritual: String) throws {
    guard let kept = planner[ritual] else { throw StoryFault("no ritual \(ritual)") }
    page.add(command: "kin balance \(ritual)", at: zone.local(at: now))
    for one in RecentRhythm.balance(
      of: kept.ritual, times: planner.chronicle[ritual].carried, people: planner.circumstances.people,
      now: now, today: zone.local(at: now).date)
    {
      page.add(
        said: "\(kept.ritual.title), \(one.role): "
          + "\(one.observation(me: household.me, name: name)) \(one.invitation(me: household.me, name: name))"
      )
    }
  }
}
