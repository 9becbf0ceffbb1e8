/// The parts of kin(1) that come from the declarations of the commands.
enum CommandPart {
  /// A section for each command: its usage, what it does, and the arguments that are its own.
  static var commands: String {
    var mdoc = Mdoc()
    for command in CommandDescription.all {
      mdoc.subheading(command.path)
      mdoc.synopsis(command.path, command.arguments.map(\.usage))
      mdoc.prose(command.abstract)
      if let discussion = command.discussion { mdoc.prose(discussion) }
      let own = command.arguments.filter { !shared.map(\.entry).contains($0.entry) }
      mdoc.list(own.map { ($0.term, $0.details) })
    }
    return mdoc.text
  }

  /// The options that several commands take.
  static var options: String { Mdoc.list(shared.map { ($0.term, $0.details) }) }

  /// Options that three commands or more declare in the same words.
  private static let shared: [CommandParameter] = {
    let options = CommandDescription.all.flatMap(\.arguments).filter { $0.kind != .positional }
    let same = Dictionary(grouping: options, by: \.entry)
    var seen: Set<String> = []
    return options.filter { same[$0.entry, default: []].count >= 3 && seen.insert($0.entry).inserted }
  }()
}

extension CommandParameter {
  /// What its entry in the manual says; two with the same entry are one.
  fileprivate var entry: String { term + "\n" + abstract }

  /// The head of its entry, in mdoc(7).
  fileprivate var term: String {
    switch kind {
    case .positional: "Ar \(value)"
    case .flag: "Fl -\(name)"
    case .option: "Fl -\(name) Ar \(value)"
    }
  }

  fileprivate var details: String { abstract + (fallback.map { " Without it: `\($0)`." } ?? "") }

  /// `[--count COUNT]`, in the type that usage lines have.
  fileprivate var usage: String {
    let flag = Mdoc.bold("--" + name)
    let value = "\\fI\(Mdoc.literal(value))\\fP"
    var words =
      switch kind {
      case .positional: value
      case .flag: flag
      case .option: "\(flag) \(value)"
      }
    if isRepeating { words += " ..." }
    return isOptional ? "[\(words)]" : words
  }
}

extension Mdoc {
  /// A usage line, whose parts stay whole.
  fileprivate mutating func synopsis(_ path: String, _ arguments: [String]) {
    macro("Bd", "-ragged")
    for part in [Mdoc.bold(path)] + arguments { raw(part.replacing(" ", with: "\\ ")) }
    macro("Ed")
  }
}
