import ArgumentParser
import CivilTime
import JSONText
import RitualFile
import Rituals
import Wording

/// What the config says about a person, as options of `kin people add` and `kin people edit`.
struct PersonFacts: ParsableArguments {
  @Option(help: ArgumentHelp("The birthday: 14 march, 1990-03-14.", valueName: "date")) var birthday: String?

  @Option(
    help: ArgumentHelp("The time zone, or its city: Europe/Berlin, Lima.", valueName: "zone"),
    completion: .zones)
  var zone: String?

  @Option(help: ArgumentHelp("Something that they appreciate; can be repeated.", valueName: "text"))
  var appreciates: [String] = []

  @Option(help: ArgumentHelp("Something that they asked you for; can be repeated.", valueName: "text"))
  var boundary: [String] = []

  @Option(
    help: ArgumentHelp(
      "Hours in which nobody should call, there: \"21:00 to 9:00\"; can be repeated.", valueName: "hours"))
  var quiet: [String] = []

  @Flag(help: "This is you.") var me = false

  var isEmpty: Bool {
    birthday == nil && zone == nil && appreciates.isEmpty && boundary.isEmpty && quiet.isEmpty && !me
  }

  /// Adds them to what is known of a person.
  func add(to person: inout Person, in context: Context, today: CivilDate) throws {
    if let birthday { person.birthday = try context.birthday(birthday, today: today) }
    if let zone { person.timeZone = try context.zoneName(zone) }
    func add(_ texts: [String], to list: inout [String]) {
      for text in texts.map(DisplayText.line) where !list.contains(text) { list.append(text) }
    }
    add(appreciates, to: &person.appreciates)
    add(boundary, to: &person.boundaries)
    for words in quiet {
      let hours = try context.reading(words, forms: "; write \"22:00 to 8:00\"") { text throws(TextFault) in
        try QuietHours(parsing: text)
      }
      if !person.quietHours.contains(hours) { person.quietHours.append(hours) }
    }
  }
}

extension Context {
  /// A birthday in words. One that is still to come is a slip of the pen.
  func birthday(_ words: String, today: CivilDate) throws -> Birthday {
    let birthday = try reading(words, forms: "; write 14 march or 1990-03-14") { text throws(TextFault) in
      try Birthday(parsing: text)
    }
    if let year = birthday.year, let born = birthday.date(in: year), born > today {
      throw WrongUsage("\(born) is still to come; write the year of birth, or none")
    }
    return birthday
  }

  /// The zone of a name, in any case, or of a city that only one zone is named after.
  func zoneName(_ word: String) throws -> String {
    if zones.contains(word) { return word }
    let known = zones.identifiers
    func city(_ zone: String) -> String {
      (zone.split(separator: "/").last.map(String.init) ?? zone).replacing("_", with: " ")
    }
    let found =
      NameSearch(word).found(in: known, id: { $0 }, name: city, upTo: .name)?.things.filter {
        $0.contains("/")
      } ?? []
    if let only = found.first, found.count == 1 { return only }
    guard found.isEmpty else {
      throw WrongUsage(
        "\"\(DisplayText.line(word))\" may be the time zone \(DisplayText.list(found, "or")); write one of them"
      )
    }
    throw WrongUsage(
      "there is no time zone \"\(DisplayText.line(word))\""
        + didYouMean(word, among: known + known.map(city), otherwise: "; write one like Europe/Berlin"))
  }
}
