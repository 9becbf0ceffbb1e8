import ArgumentParser
import JSONText
import Rituals
import Wording

/// `kin win`: small things that went well.
struct WinCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "win", abstract: "Note a small win: kin win \"we laughed until midnight\" --with ana.",
    discussion: """
      Alone, it lists them, each with its number. --change and --delete take the number: kin win --delete 2. A check-in with the deck appreciation reads back those since the last one. They are kept in \
      the notebook, for you alone.
      """)

  @Argument(help: ArgumentHelp("What went well.", valueName: "words")) var words: [String] = []

  @Option(help: ArgumentHelp("With whom; can be repeated.", valueName: "person"), completion: .people)
  var with: [String] = []

  @Option(help: "In the list: at most this many; 0 shows all.") var last = 20

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var options: ReadingOptions

  func validate() throws { if last < 0 { throw ValidationError("--last is 0 or more") } }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let people = try with.map { try situation.person($0).id }
    if notebook.delete || notebook.change { return try change(with: people, in: situation) }
    let text = Situation.sentence(words)
    guard text.isEmpty else {
      try situation.openNotebook().append([.win(with: people, text: text)], at: situation.now)
      let noted = try situation.notebook([.wins]).wins.last
      return receipt(of: noted).report("Noted: \(text). How lovely.", asJSON: options.json)
    }
    var wins = try situation.notebook([.wins]).wins.filter { win in
      people.isEmpty || win.with.contains { people.contains($0) }
    }
    if last > 0 { wins = wins.suffix(last) }
    if options.json { return Report(JSON.list(wins.map(\.json))) }
    if wins.isEmpty { return .message("none is noted yet; kin win \"…\" notes one") }
    return Report(lines(of: wins, in: situation, context.terminal))
  }

  /// The number that names it, the day, what went well, and with whom.
  private func lines(of wins: [Win], in situation: Situation, _ terminal: Terminal) -> [String] {
    Columns(wins, main: 2) { win in
      let day = dayText(situation.zone.local(at: win.at), seenFrom: situation.here)
      let people = win.with.isEmpty ? "" : "with " + situation.names(win.with)
      return [
        (String(win.name), .dim), (day, .cyan), (DisplayText.line(win.text), nil), (people, .dim),
      ]
    }.lines(terminal)
  }

  /// Says the one that is meant in other words or with other people, or deletes it.
  private func change(with people: [String], in situation: Situation) throws -> Report {
    let choice = NotebookChoice(
      lines: try situation.notebook([.wins]).wins, number: \.name, text: \.text, list: "kin win --last 0"
    ) { lines(of: $0, in: situation, Terminal()) }
    guard notebook.delete else {
      let (win, text) = try choice.one(before: words, for: "--change")
      guard !text.isEmpty || !people.isEmpty else {
        throw WrongUsage("say what it should be, as in: kin win --change \(win.name) \"…\"")
      }
      let mended = text.isEmpty ? win.text : text
      try situation.openNotebook().rewrite(
        win.entry, as: .win(with: people.isEmpty ? win.with : people, text: mended))
      let now = try situation.notebook([.wins]).wins.first { $0.entry == win.entry }
      return receipt(of: now).report("Now it says: \(DisplayText.line(mended)).", asJSON: options.json)
    }
    let win = try choice.one(named: Situation.sentence(words), for: "--delete")
    let text = DisplayText.line(win.text)
    var receipt = receipt(of: win)
    receipt.isChanged = try notebook.removal.mayRemove(
      "\"\(text)\"", from: "the notebook", in: situation.context)
    guard receipt.isChanged else { return receipt.report("Nothing was changed.", asJSON: options.json) }
    try situation.openNotebook().rewrite(win.entry, as: .erasedWin)
    return receipt.report("\(text): deleted.", asJSON: options.json)
  }

  private func receipt(of win: Win?) -> Receipt {
    Receipt(action: "win", people: win?.with ?? [], more: [.init("win", win?.json ?? .null)])
  }
}

extension Win {
  fileprivate var json: JSON {
    ["number": .integer(name), "text": .string(text), "with": .strings(with), "noted": "\(at)"]
  }
}
