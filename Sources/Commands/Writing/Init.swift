import ArgumentParser
import Glibc
import JSONText
import Rituals
import Wording

/// `kin init`: a first config, or more for the one there is, in a short conversation.
struct Init: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin: a short conversation that writes your first rituals.",
    discussion: """
      It asks who you are and whom you would like to stay close to, offers a few rituals that many people keep, and \
      asks for quiet hours and how many reminders are enough, and shows the result before it writes. A day may be any \
      phrase (kinkeeper(5)), as "every second friday at 7pm". What is like a ritual that is there isn't offered again, \
      but may be named. Enter takes what is in brackets, and Ctrl-D ends well at any time. It adds to a \
      config that is there, and never overwrites it.

        kin init --preset monthly-coffee --people "Ana" --yes
      """)

  @Option(

    help: ArgumentHelp("Offer this ritual instead of asking which; --list names them.", valueName: "name"),
    completion: .list(Preset.all.map(\.name)))
  var preset: [String] = []

  @Option(help: ArgumentHelp("Your name, instead of asking.", valueName: "name")) var name: String?

  @Option(help: ArgumentHelp("Whom it is about, instead of asking: \"Ana, Jo\".", valueName: "names"))
  var people: String?

  @Option(
    help: ArgumentHelp("Your quiet hours, instead of asking: \"22:00 to 8:00\".", valueName: "hours"))
  var quiet: [String] = []

  @Option(
    help: ArgumentHelp("How many reminders are enough for a day, instead of asking.", valueName: "number"))
  var budget: Int?

  @Flag(help: "Ask nothing: take what would stand in brackets, and write.") var yes = false
  @Flag(help: "Only list the rituals on offer.") var list = false
  @Flag(help: "With --list: print JSON, an array of name and about.") var json = false
  @OptionGroup var files: FileOptions

  func validate() throws {
    if json, !list { throw ValidationError("--json goes with --list") }
    if let budget, !(1...1000).contains(budget) { throw ValidationError("--budget goes from 1 to 1000") }
  }

  func run(in context: Context) throws -> Report {
    if list { return presets(context) }
    let presets = try preset.map { name in
      if let preset = Preset.named(name) { return preset }
      let near = Preset.near(name)
      throw WrongUsage(
        "there is no preset \"\(DisplayText.line(name))\""
          + (near.isEmpty ? "; there is \(DisplayText.list(Preset.all.map(\.name)))" : near))
    }
    if yes && presets.isEmpty {
      throw WrongUsage("with --yes, say which: --preset NAME; kin init --list names them")
    }
    var beginning = try Beginning(files, in: context, conversation: yes ? nil : context.conversation())
    let hours = try quiet.map { words in
      try context.reading(words, forms: "; write \"22:00 to 8:00\"") { text throws(TextFault) in
        try QuietHours(parsing: text)
      }
    }
    return try beginning.run(presets: presets, name: name, people: people, quiet: hours, budget: budget)
  }

  private func presets(_ context: Context) -> Report {
    guard json else { return Report(Preset.lines(Preset.all, context.terminal)) }
    return Report(JSON.list(Preset.all.map { ["name": .string($0.name), "about": .string($0.about)] }))
  }
}

extension Preset {
  static func lines(_ presets: [Preset], _ terminal: Terminal) -> [String] {
    Columns(Array(presets.enumerated()), main: 1) { index, preset in
      [("\(index + 1)", .dim), (preset.name, .bold), (preset.about, nil)]
    }.lines(terminal)
  }
}
