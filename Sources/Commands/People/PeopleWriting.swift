import ArgumentParser
import CivilTime
import JSONText
import RitualFile
import Rituals
import Wording

extension PeopleCommand {
  struct Add: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a person to the config: kin people add \"Aunt Mary\" --birthday \"14 march\".")

    @Argument(help: ArgumentHelp("What you call them, quoted or not.", valueName: "name")) var name: [String]

    @Option(help: ArgumentHelp("The id; without it, one is made from the name.", valueName: "id"))
    var id: String?

    @OptionGroup var facts: PersonFacts
    @Flag(help: "Show what would change, and write nothing.") var dryRun = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      let name = try PeopleCommand.name(name)
      var change = try ConfigChange(files, in: context, begins: .ifNoneIsKept)
      let today = try change.before.zone().local(at: context.now()).date
      if id == nil, let same = change.people.called(name).first {
        throw Failure(
          "\(DisplayText.line(same.name)) (\(same.id)) is there already; kin people edit \(same.id) changes what is "
            + "known, --id adds another")
      }
      if let id {
        if !Identifier.isGood(id) {
          throw WrongUsage("\"\(DisplayText.line(id))\" isn't an id; write letters, digits and . _ - only")
        }
        if change.people[id] != nil {
          throw Failure("there is a person \"\(id)\" already; kin people lists them")
        }
      }
      var person = Person(
        id: id ?? Identifier.make(from: name, taken: change.people.keys, fallback: "friend"), name: name)
      try facts.add(to: &person, in: context, today: today)
      try change.add(person)
      if facts.me { try change.set(.me, to: .string(person.id)) }
      let checked = try change.checked()
      let receipt = Receipt(
        action: "people add", isChanged: !dryRun, people: [person.id], path: change.path,
        more: [.init("config", RitualFile.json(of: person))])
      if dryRun { return receipt.report(change.difference, asJSON: json) }
      try checked.save()
      return receipt.report(
        "Added \(name) to \(change.path) as \(person.id)\(facts.me ? ": that is you." : ".")", asJSON: json)
    }
  }

  struct Edit: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Change what the config says about a person.",
      discussion: """
        What they appreciate, what they asked for and quiet hours are added to what is there; --unset takes a key out, \
        which comes first.

          kin people edit ana --zone Lima --boundary "no calls after nine"
        """)

    @Argument(help: "A person.", completion: .people) var person: String
    @OptionGroup var facts: PersonFacts

    @Option(
      help: ArgumentHelp("Take this key out: birthday, timeZone, appreciates …", valueName: "key"),
      completion: .list(PersonKey.removable))
    var unset: [String] = []

    @Flag(help: "Show what would change, and write nothing.") var dryRun = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      var change = try PersonChange(person, files, in: context)
      let id = change.person.id
      guard !facts.isEmpty || !unset.isEmpty else {
        throw WrongUsage(
          "say what to change, as in kin people edit \(id) --birthday \"14 march\"; see kin people edit --help"
        )
      }
      for key in unset { try PersonKey.clear(key, of: &change.person) }
      try facts.add(to: &change.person, in: context, today: change.situation.today)
      return try change.write(as: "people edit", isMe: facts.me, asJSON: json, isDryRun: dryRun) { after in
        after.household.people[id].map { PersonPage.written($0, in: after) } ?? []
      }
    }
  }

  struct SetBirthday: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "birthday", abstract: "Set a person's birthday: kin people birthday ana 14 march.",
      discussion: "The year may be left out; no reminder mentions an age.")

    @Argument(help: "A person.", completion: .people) var person: String
    @Argument(help: ArgumentHelp("14 march, 03-14, 1990-03-14.", valueName: "date"), completion: .dates)
    var date: [String]
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      var change = try PersonChange(person, files, in: context)
      let (id, today) = (change.person.id, change.situation.today)
      let birthday = try context.birthday(date.joined(separator: " "), today: today)
      change.person.birthday = birthday
      return try change.write(as: "people birthday", asJSON: json) { after in
        let next = birthday.next(from: today).map { ", next \(after.day($0))" } ?? ""
        let whose = DisplayText.possessive(after.name(id))
        return ["\(whose) birthday is \(MonthDay(month: birthday.month, day: birthday.day).words)\(next)."]
      }
    }
  }

  struct SetZone: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "zone", abstract: "Set a person's time zone: kin people zone ana Lima.")

    @Argument(help: "A person.", completion: .people) var person: String
    @Argument(
      help: ArgumentHelp("A zone or its city: Europe/Berlin, Lima.", valueName: "zone"), completion: .zones)
    var zone: [String]
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      var change = try PersonChange(person, files, in: context)
      let id = change.person.id
      change.person.timeZone = try context.zoneName(zone.joined(separator: " "))
      return try change.write(as: "people zone", asJSON: json) { after in
        guard let zone = after.zonesOfPeople[id] else { return [] }
        let time = zone.local(at: after.now).toTheMinute.time
        return ["It is \(time) for \(after.name(id)) now, in \(zone.identifier)."]
      }
    }
  }

  struct Rename: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "rename", abstract: "Change a person's name: kin people rename ana Anna.",
      discussion: """
        The id stays, since the config, the history and the notebook know the person by it. Titles of rituals stay as \
        well; those that have the old name are listed, with the commands that change them.
        """)

    @Argument(help: "A person.", completion: .people) var person: String
    @Argument(help: ArgumentHelp("The new name.", valueName: "name")) var name: [String]
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      var change = try PersonChange(person, files, in: context)
      let (id, old, new) = (change.person.id, change.person.name, try PeopleCommand.name(name))
      let others = change.change.people.called(new).filter { $0.id != id }
      change.person.name = new
      return try change.write(as: "people rename", asJSON: json) { after in
        let same = others.map {
          "There is another \(DisplayText.line($0.name)) (\($0.id)): name them by their ids."
        }
        return ["\(DisplayText.line(old)) is \(new) now; the id stays \(id)."] + same
          + titles(of: after.household.rituals, having: old, become: new)
      }
    }

    /// The titles that have the old name, as commands that put the new one there.
    private func titles(of rituals: [Ritual], having old: String, become new: String) -> [String] {
      let lines = rituals.compactMap { ritual -> String? in
        let title = ritual.title.replacingWord(old, with: new)
        return title == ritual.title ? nil : "  kin edit \(ritual.id) --title \(title.quotedForShell)"
      }
      return lines.isEmpty ? [] : ["Titles stay as they are. To change them:"] + lines
    }
  }

  struct Remove: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Remove a person whom no ritual names any more.",
      discussion: """
        It asks first; in a pipe it wants --yes. What you noted and what happened stays in the notebook and the history.
        """)

    @Argument(help: "A person.", completion: .people) var person: String
    @OptionGroup var removal: RemovalOptions
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let context = context.forProgram(if: json)
      var change = try PersonChange(person, files, in: context)
      let (id, name) = (change.person.id, DisplayText.line(change.person.name))
      guard change.references.isEmpty else {
        throw Failure(
          "the config still names \(name) (\(id)) in \(DisplayText.list(change.references)); kin edit RITUAL --with and "
            + "kin config edit change that")
      }
      try change.change.text.remove(at: ["people", .member(id)])
      let checked = try change.change.checked()
      var receipt = Receipt(
        action: "people remove", people: [id], path: change.change.path,
        more: [.init("config", RitualFile.json(of: change.before))])
      guard
        try removal.mayRemove(
          "\(name) (\(id))", from: change.change.path, change.change.difference, in: context)
      else {
        receipt.isChanged = false
        return receipt.report("Nothing was changed.", asJSON: json)
      }
      try checked.save()
      return receipt.report("Removed \(name) (\(id)) from \(change.change.path).", asJSON: json)
    }
  }

  /// A name from words of the command line. A word like "me" or "nobody" isn't one.
  fileprivate static func name(_ words: [String]) throws -> String {
    let name = Situation.sentence(words)
    guard !name.isEmpty else { throw WrongUsage("a name can't be empty") }
    if ["me", "i", "myself", "we", "us", "you", "nobody"].contains(name.lowercased()) {
      throw WrongUsage("\"\(name)\" isn't a name; write what they are called, and --me if that is you")
    }
    return name
  }
}

/// The keys that `--unset` takes out.
enum PersonKey {
  static let removable = ["timeZone", "birthday", "appreciates", "boundaries", "quietHours", "away"]

  static func clear(_ key: String, of person: inout Person) throws {
    switch key {
    case "timeZone", "zone": person.timeZone = nil
    case "birthday": person.birthday = nil
    case "appreciates": person.appreciates = []
    case "boundaries", "boundary": person.boundaries = []
    case "quietHours", "quiet": person.quietHours = []
    case "away": person.away = []
    case "name": throw WrongUsage("a person needs a name; kin people rename changes it")
    default:
      throw WrongUsage(
        "a person has no key \"\(DisplayText.line(key))\""
          + didYouMean(key, among: removable, otherwise: "; there is \(DisplayText.list(removable))"))
    }
  }
}

extension String {
  /// The same with another word wherever one stands by itself: `Ana` in `Coffee with Ana`, not in `Banana`.
  fileprivate func replacingWord(_ word: String, with other: String) -> String {
    guard !word.isEmpty else { return self }
    var (text, rest) = ("", self[...])
    while let range = rest.firstRange(of: word) {
      func isLetter(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : nil
      let after = range.upperBound < endIndex ? self[range.upperBound] : nil
      text += rest[..<range.lowerBound] + (isLetter(before) || isLetter(after) ? word : other)
      rest = rest[range.upperBound...]
    }
    return text + rest
  }
}
