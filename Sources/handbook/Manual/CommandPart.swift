/// The parts of kin(1) that come from the declarations of the commands.
enum CommandPart {
  /// A section for each command: its usage, what it does, and the arguments that are its own.
  static var commands: String {
    var mdoc = Mdoc()
    for command in CommandDescription.all {
      mdoc.subheading(command.path)
      mdoc.synopsis([command.path] + command.arguments.map(\.usage))
      mdoc.prose(command.abstract)
      if let discussion = command.discussion { mdoc.prose(discussion) }
      let own = command.arguments.filter { !shared.map(\.entry).contains($0.entry) }
      mdoc.list(own.map { ($0.term, $0.details) })
    }
    return mdoc.text
  }

  /// The options that several commands take.
  static var options: String {
    var mdoc = Mdoc()
    mdoc.list(shared.map { ($0.term, $0.details) })
    return mdoc.text
  }

  /// Options that three commands or more declare in the same words.
  private static let shared: [CommandParameter] = {
    var counts: [String: Int] = [:]
    var first: [CommandParameter] = []
    for argument in CommandDescription.all.flatMap(\.arguments) where argument.kind != .positional {
      counts[argument.entry, default: 0] += 1
      if counts[argument.entry] == 1 { first.append(argument) }
    }
    return first.filter { counts[$0.entry] ?? 0 >= 3 }
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
    let flag = "\\fB\(Mdoc.literal("--" + name))\\fP"
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
  fileprivate mutating func synopsis(_ parts: [String]) {
    let path = parts.first.map { "\\fB\(Mdoc.literal($0))\\fP" } ?? ""
    macro("Bd", "-ragged")
    for part in [path] + parts.dropFirst() { raw(part.split(separator: " ").joined(separator: "\\ ")) }
    macro("Ed")
  }
}
