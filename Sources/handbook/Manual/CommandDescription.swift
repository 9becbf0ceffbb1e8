import Commands
import JSONText

/// A command of `kin` and its arguments, as the argument parser describes them.
struct CommandDescription {
  /// All the words it takes to name it: `kin config check`.
  let path: String
  let abstract: String
  let discussion: String?
  /// Positional arguments first, then options.
  let arguments: [CommandParameter]

  /// Every command that does something, in the order of the declarations.
  static let all: [CommandDescription] = {
    do {
      let tree = try JSONDocument(parsing: Kin._dumpHelp()).root
      return tree["command"].map { leaves(of: $0, path: "kin") } ?? []
    } catch {
      // The parser's own encoder has written it: nothing that a user does can make it anything but JSON.
      preconditionFailure("the argument parser writes JSON: \(error)")
    }
  }()

  private static func leaves(of command: JSONValue, path: String) -> [CommandDescription] {
    children(of: command, "subcommands").flatMap { child -> [CommandDescription] in
      guard let name = child["commandName"]?.string, name != "help" else { return [] }
      let path = path + " " + name
      guard child["subcommands"] == nil else { return leaves(of: child, path: path) }
      return [CommandDescription(child, path: path)]
    }
  }

  private init(_ value: JSONValue, path: String) {
    self.path = path
    abstract = value["abstract"]?.string ?? ""
    discussion = value["discussion"]?.string
    let arguments = CommandDescription.children(of: value, "arguments").map(CommandParameter.init)
      .filter { !["help", "version"].contains($0.value) }
    self.arguments = arguments.filter { $0.kind == .positional } + arguments.filter { $0.kind != .positional }
  }

  /// The elements of a list that are meant to be shown.
  private static func children(of value: JSONValue, _ key: String) -> [JSONValue] {
    value[key]?.elements.filter { $0["shouldDisplay"]?.boolean == true } ?? []
  }
}

/// An argument, an option or a flag.
struct CommandParameter {
  enum Kind: String { case positional, option, flag }

  let kind: Kind
  /// The name of an option or a flag, without its dashes.
  let name: String
  /// What stands for its value.
  let value: String
  let abstract: String
  let fallback: String?
  let isOptional: Bool
  let isRepeating: Bool

  init(_ argument: JSONValue) {
    kind = argument["kind"]?.string.flatMap(Kind.init) ?? .option
    name = argument["preferredName"]?["name"]?.string ?? ""
    value = argument["valueName"]?.string ?? ""
    abstract = argument["abstract"]?.string ?? ""
    fallback = argument["defaultValue"]?.string
    isOptional = argument["isOptional"]?.boolean == true
    isRepeating = argument["isRepeating"]?.boolean == true
  }
}
