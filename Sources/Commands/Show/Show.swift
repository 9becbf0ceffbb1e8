import ArgumentParser
import JSONText
import Rituals

/// `kin show`: what is known of a person or a ritual.
struct Show: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is known of a person or a ritual.",
    discussion: "Of a person also the time on their clock, what is open to ask about, and when you meet next."
  )

  @Argument(help: ArgumentHelp("A person or a ritual.", valueName: "name"), completion: .peopleAndRituals)
  var name: String

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let (ritual, person) = try situation.ritualOrPerson(name)
    if options.json {
      var json: JSON = [:]
      if let person { json = json.adding("person", try PersonPage(person, in: situation).json) }
      if let ritual { json = json.adding("ritual", RitualPage(ritual, in: situation).json) }
      return Report(json)
    }
    let pages = [
      try person.map { try PersonPage($0, in: situation).lines },
      ritual.map { RitualPage($0, in: situation).lines },
    ]
    return Report(paragraphs: pages.compactMap { $0 })
  }
}
