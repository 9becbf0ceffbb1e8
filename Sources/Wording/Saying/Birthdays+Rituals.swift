import CivilTime
import Recurrence
import Rituals

extension Household {
  /// The birthdays of everybody but the user as rituals, in the order of the people's ids. A ritual of the config with the
  /// same id replaces one.
  public var birthdayRituals: [Ritual] {
    guard !birthdays.remind.isEmpty else { return [] }
    let names = people.shownNames()
    let made = people.values.filter { $0.id != me }.compactMap { person in
      Ritual(birthdayOf: person, called: names[person.id] ?? person.name, birthdays)
    }
    let written = made.isEmpty ? [] : Set(rituals.lazy.map(\.id))
    return made.filter { !written.contains($0.id) }.sorted { $0.id < $1.id }
  }

  /// The rituals of the file, then the birthdays.
  public var everyRitual: [Ritual] {
    let more = birthdayRituals
    return more.isEmpty ? rituals : rituals + more
  }
}

extension Ritual {
  /// A person's birthday; nil where it is not known. It has no year, so that nothing can show an age.
  init?(birthdayOf person: Person, called name: String, _ reminders: BirthdayReminders) {
    guard let birthday = person.birthday else { return nil }
    // It takes place at the last time of `remind` on the day itself.
    let onTheDay = reminders.remind.compactMap { time in
      if case .daysBefore(0, let time) = time { time } else { nil }
    }.max()
    let form = Form.rule(birthday.rule(at: onTheDay ?? Schedule.defaultTime))
    self.init(
      id: "birthday-" + person.id, title: "\(DisplayText.possessive(name)) birthday", when: form,
      whenText: form.meaning)
    with = [person.id]
    remind = reminders.remind.map { time in
      onTheDay.map { time == .daysBefore(0, at: $0) } == true ? .atStart : time
    }
    via = reminders.via
    isPrivate = reminders.isPrivate
    urgency = reminders.urgency
    self.later = reminders.later
    self.sound = reminders.sound
    self.birthdayOf = person.id
    self.openFor = BirthdayReminders.openFor
    self.missedWithin = BirthdayReminders.openFor
  }
}

extension Birthday {
  /// Every year on its day; one on 29 February is on the last day of that month, as `date(in:)` has it.
  fileprivate func rule(at time: TimeOfDay) -> RecurrenceRule {
    var rule = RecurrenceRule(.yearly)
    rule.byMonth = [month]
    rule.byMonthDay = [month == 2 && day == 29 ? -1 : day]
    _ = rule.setTimes([time])
    return rule
  }
}
