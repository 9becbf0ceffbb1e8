import ArgumentParser
import JSONText

/// kin(1), made from the declarations of the commands.
enum CommandManual {
  static var text: String {
    var page = ManualPage("kin", section: 1, about: "keep small rituals with the people you care about")
    let command = tree["command"]
    page.heading("SYNOPSIS")
    page.macro("Nm")
    page.macro("Op", "Ar command")
    page.macro("Op", "Ar argument ...")
    page.heading("DESCRIPTION")
    page.prose(command?["discussion"]?.string ?? "")
    page.heading("COMMANDS")
    let commands = command.map { leaves(of: $0, path: "kin") } ?? []
    let shared = shared(by: commands.map(\.command))
    for (path, command) in commands { tell(command, path: path, shared: shared, on: &page) }
    page.heading("OPTIONS")
    page.prose("Options that several commands take:")
    page.list(shared.map { (term(of: $0), details(of: $0)) })
    tellTheRest(on: &page)
    return page.text
  }

  /// The command tree as the argument parser declares it.
  private static var tree: JSONValue {
    (try? JSONDocument(parsing: Kin._dumpHelp()).root) ?? emptyTree
  }

  private static var emptyTree: JSONValue {
    // The argument parser writes good JSON; without it the page would be empty, and the test that compares it fail.
    do { return try JSONDocument(parsing: "{}").root } catch { preconditionFailure("{} is good JSON") }
  }

  /// The commands that do something, each with all the words it takes to name it.
  private static func leaves(of command: JSONValue, path: String) -> [(path: String, command: JSONValue)] {
    (command["subcommands"]?.elements.map { $0 } ?? []).flatMap { child -> [(String, JSONValue)] in
      guard child["shouldDisplay"]?.boolean == true, let name = child["commandName"]?.string, name != "help"
      else { return [] }
      let path = path + " " + name
      return child["subcommands"] == nil ? [(path, child)] : leaves(of: child, path: path)
    }
  }

  private static func arguments(of command: JSONValue) -> [JSONValue] {
    (command["arguments"]?.elements.map { $0 } ?? []).filter {
      $0["shouldDisplay"]?.boolean == true && !["help", "version"].contains($0["valueName"]?.string)
    }
  }

  /// Options that three commands or more declare in the same words.
  private static func shared(by commands: [JSONValue]) -> [JSONValue] {
    var counts: [String: Int] = [:]
    var first: [JSONValue] = []
    for argument in commands.flatMap(arguments) where argument["kind"]?.string != "positional" {
      counts[key(of: argument), default: 0] += 1
      if counts[key(of: argument)] == 1 { first.append(argument) }
    }
    return first.filter { counts[key(of: $0)] ?? 0 >= 3 }
  }

  private static func key(of argument: JSONValue) -> String {
    term(of: argument) + "\n" + (argument["abstract"]?.string ?? "")
  }

  private static func tell(
    _ command: JSONValue, path: String, shared: [JSONValue], on page: inout ManualPage
  ) {
    var arguments = arguments(of: command)
    // What is named by its place stands first, whatever options are declared before it.
    let named = arguments.filter { $0["kind"]?.string != "positional" }
    arguments = arguments.filter { $0["kind"]?.string == "positional" } + named
    page.subheading(path)
    page.synopsis([path] + arguments.map(usage))
    page.prose(command["abstract"]?.string ?? "")
    if let discussion = command["discussion"]?.string { page.prose(discussion) }
    let known = Set(shared.map(key))
    page.list(arguments.filter { !known.contains(key(of: $0)) }.map { (term(of: $0), details(of: $0)) })
  }

  /// `[--count COUNT]`, in the type that usage lines have.
  private static func usage(of argument: JSONValue) -> String {
    let value = "\\fI\(ManualPage.literal(argument["valueName"]?.string ?? ""))\\fP"
    var words: String
    switch argument["kind"]?.string {
    case "positional": words = value
    case "flag": words = "\\fB\(ManualPage.literal(flag(of: argument)))\\fP"
    default: words = "\\fB\(ManualPage.literal(flag(of: argument)))\\fP \(value)"
    }
    if argument["isRepeating"]?.boolean == true { words += " ..." }
    return argument["isOptional"]?.boolean == true ? "[\(words)]" : words
  }

  private static func flag(of argument: JSONValue) -> String {
    "--" + (argument["preferredName"]?["name"]?.string ?? "")
  }

  /// The head of its entry, in mdoc(7).
  private static func term(of argument: JSONValue) -> String {
    let value = argument["valueName"]?.string ?? ""
    switch argument["kind"]?.string {
    case "positional": return "Ar \(value)"
    case "flag": return "Fl -\(flag(of: argument).dropFirst(2))"
    default: return "Fl -\(flag(of: argument).dropFirst(2)) Ar \(value)"
    }
  }

  private static func details(of argument: JSONValue) -> String {
    let text = argument["abstract"]?.string ?? ""
    guard let value = argument["defaultValue"]?.string else { return text }
    return text + " Without it: `\(value)`."
  }
}

extension ManualPage {
  /// A usage line, whose parts stay whole.
  fileprivate mutating func synopsis(_ parts: [String]) {
    let path = parts.first.map { "\\fB\(ManualPage.literal($0))\\fP" } ?? ""
    macro("Bd", "-ragged")
    for part in [path] + parts.dropFirst() { raw(part.split(separator: " ").joined(separator: "\\ ")) }
    macro("Ed")
  }
}
