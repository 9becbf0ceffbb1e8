import ArgumentParser
import JSONText
import Rituals
import Wording

/// `kin win`: small things that went well.
struct WinCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "win", abstract: "Note a small win: kin win \"we laughed until midnight\" --with ana.",
    discussion: """
      Alone, it lists them. A check-in with the deck appreciation reads back those since the last one. They are kept in \
      the notebook, for you alone.
      """)

  @Argument(help: ArgumentHelp("What went well.", valueName: "words")) var words: [String] = []

  @Option(help: ArgumentHelp("With whom; can be repeated.", valueName: "person"), completion: .people)
  var with: [String] = []

  @Option(help: "In the list: at most this many; 0 shows all.") var last = 20

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if last < 0 { throw ValidationError("--last is 0 or more") }
    if options.json, !words.isEmpty { throw ValidationError("--json goes with the list") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let people = try with.map { try situation.person($0).id }
    let text = Situation.sentence(words)
    guard text.isEmpty else {
      try situation.openNotebook().append([.win(with: people, text: text)], at: situation.now)
      return Report("Noted: \(text). How lovely.")
    }
    var wins = try situation.notebook([.wins]).wins.filter { win in
      people.isEmpty || win.with.contains { people.contains($0) }
    }
    if last > 0 { wins = wins.suffix(last) }
    if options.json { return Report(JSON.list(wins.map(\.json))) }
    if wins.isEmpty { return .message("none is noted yet; kin win \"…\" notes one") }
    let yielding = [Columns.Yielding(column: 2, least: 8, mayGo: true), .init(column: 1, least: 12)]
    let columns = Columns(wins, yielding: yielding) { win in
      let day = dayText(situation.zone.local(at: win.at), seenFrom: situation.here)
      let people = win.with.isEmpty ? "" : "with " + situation.names(win.with)
      return [(day, .cyan), (DisplayText.line(win.text), nil), (people, .dim)]
    }
    return Report(columns.lines(context.terminal))
  }
}

extension Win {
  fileprivate var json: JSON { ["text": .string(text), "with": .strings(with), "noted": "\(at)"] }
}
