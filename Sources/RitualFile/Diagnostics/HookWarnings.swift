import JSONText
import Rituals

/// What a look at the disk says about a program that a hook names.
public enum HookProgram: Hashable, Sendable {
  /// The daemon can start it.
  case found
  case notExecutable(path: String)
  /// A script without a `#!` line, or with an interpreter that isn't there.
  case noInterpreter(path: String, named: String?)
  /// The daemon doesn't find it by this name, or only by a path that depends on the current folder, but here it is.
  case elsewhere(path: String)
  /// There is none, and the one that was probably meant.
  case missing(near: String?)
}

extension RitualFile {
  /// Warnings about the hooks of a good config: programs that the daemon can't start, and arguments that only a shell
  /// would understand.
  ///
  /// - Parameters:
  ///   - bytes: the file that the household was read from; `file` is its name.
  ///   - home: the user's home folder, where hooks start.
  ///   - program: what there is of a program, by its name or path.
  public static func hookWarnings(
    of household: Household, in bytes: [UInt8], file: String, home: String,
    program: @escaping (String) -> HookProgram
  ) -> [Diagnostic] {
    let review = HookReview(home: home, program: program)
    let found = household.hooks.values.flatMap { hook in review.faults(of: hook.run).map { (hook.name, $0) } }
    guard !found.isEmpty, let document = try? JSONDocument(parsing: bytes, limits: limits),
      let hooks = document.root["hooks"]
    else { return [] }
    return diagnostics(
      found.compactMap { name, found in
        hooks[name]?["run"]?[found.argument].map { argument in
          (.hook(found.fault), found.part.map { argument.sourceRange(ofUTF8: $0) } ?? argument.range)
        }
      }, file: file, bytes: bytes)
  }
}

/// Looks at the arguments of a hook.
struct HookReview {
  let home: String
  let program: (String) -> HookProgram

  /// What is wrong, with the number of the argument, and with the part of it where that isn't the whole.
  typealias Finding = (argument: Int, part: Range<Int>?, fault: HookFault)

  func faults(of run: [String]) -> [Finding] {
    guard let name = run.first, !name.isEmpty else { return [] }
    guard let fault = programFault(name, run) else { return argumentFaults(run) }
    // The words of a whole line would be reported a second time.
    if case .oneLine = fault { return [(0, nil, fault)] }
    return [(0, nil, fault)] + argumentFaults(run)
  }

  private func programFault(_ name: String, _ run: [String]) -> HookFault? {
    let finding = program(name)
    if finding == .found { return nil }
    if let line = wholeLine(name, run) { return line }
    if let meant = expanded(name) {
      let word = name.first == "~" ? "~" : "$HOME"
      guard program(meant) == .found else { return .unexpandedProgram(word, path: meant) }
      return .unexpanded(word, meant: meant, script: script(of: run))
    }
    switch finding {
    case .found: return nil
    case .notExecutable(let path): return .notExecutable(path: path)
    case .noInterpreter(let path, let name): return .noInterpreter(path: path, named: name)
    case .elsewhere(let path) where isRelative(name): return .relative(name, path: path)
    case .elsewhere(let path): return .outsidePath(name, path: path)
    case .missing(let near): return isRelative(name) ? .relative(name, path: nil) : .missing(name, near: near)
    }
  }

  /// A line for a shell where a program should be.
  private func wholeLine(_ name: String, _ run: [String]) -> HookFault? {
    guard let space = name.firstIndex(where: \.isWhitespace) else { return nil }
    let line = ShellLine(name)
    // A shell helps with any whole line. Without one, the first word must be a program, since a path may have spaces.
    if line.isWhole, line.needsShell {
      return .oneLine([
        "sh", "-c", ([line.script] + run.dropFirst().map { script(of: [$0]) }).joined(separator: " "),
      ])
    }
    if line.isWhole, let first = line.words.first, program(first) == .found {
      return .oneLine(line.words + run.dropFirst())
    }
    return name[..<space].contains("/") ? nil : .oneLine(nil)
  }

  private func argumentFaults(_ run: [String]) -> [Finding] {
    let script = scriptIndex(of: run)
    var faults: [Finding] = []
    for (index, argument) in run.enumerated().dropFirst() {
      if let script, index <= script {
        if index == script { faults += placesInScript(argument, at: index) }
        continue
      }
      // What a far machine's shell reads is that machine's business.
      if HookReview.basename(run[0]) == "ssh" { break }
      if ShellLine.isOperator(argument), script == nil, !isOperatorOfItsOwn(argument, run) {
        return faults + [(index, nil, .shellWord(argument, script: self.script(of: run)))]
      }
      if let meant = expanded(argument) {
        faults.append(
          (index, nil, .unexpanded(argument.contains("~") ? "~" : "$HOME", meant: meant, script: "")))
      } else if let variable = HookReview.variable(in: argument) {
        let fault = unexpanded(variable, in: argument, run)
        faults.append((index, nil, fault))
        // The way out is the same for all of the arguments.
        if case .unexpanded(_, nil, _) = fault { break }
      }
    }
    return faults
  }

  private func placesInScript(_ argument: String, at index: Int) -> [Finding] {
    ShellLine(argument).places.map { place, range, variable in
      let start = argument.utf8.distance(from: argument.startIndex, to: range.lowerBound)
      let part = start..<start + place.written.utf8.count
      return (index, part, .placeInScript(place, variable: variable))
    }
  }

  private func unexpanded(_ variable: String, in argument: String, _ run: [String]) -> HookFault {
    let name = variable.drop { "${".contains($0) }.prefix { $0 != "}" }
    let place = HookPlaceholder.allCases.first { $0.variable == name }
    let parts = argument.components(around: variable)
    let meant = place.flatMap { place in parts.map { $0.before + place.written + $0.after } }
    return .unexpanded(variable, meant: meant, script: script(of: run))
  }

  /// The same for a shell.
  private func script(of run: [String]) -> String { ShellLine(ShellLine.joined(run)).script }

  /// `find … ;` and `expr 1 | 2` have such words of their own.
  private func isOperatorOfItsOwn(_ argument: String, _ run: [String]) -> Bool {
    let name = HookReview.basename(run[0])
    return (name == "find" && argument == ";") || name == "expr" || name == "test" || name == "["
  }

  /// An argument with the home folder in place of `~` or `$HOME` at its start, or behind a `=`; nil without either.
  private func expanded(_ argument: String) -> String? {
    for mark in ["~", "$HOME", "${HOME}"] {
      if argument == mark { return home }
      if argument.hasPrefix(mark + "/") { return home + argument.dropFirst(mark.count) }
      if let parts = argument.components(around: "=\(mark)/") {
        return parts.before + "=\(home)/" + parts.after
      }
    }
    return nil
  }

  /// Whether a path depends on the current folder.
  private func isRelative(_ name: String) -> Bool { name.contains("/") && !name.hasPrefix("/") }

  /// Which argument a shell reads as its script: the one after `-c`.
  private func scriptIndex(of run: [String]) -> Int? {
    let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "nu"]
    guard let shell = run.firstIndex(where: { shells.contains(HookReview.basename($0)) }),
      let option = run[shell...].firstIndex(where: {
        $0 == "--command" || ($0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c"))
      })
    else { return nil }
    return option + 1 < run.count ? option + 1 : nil
  }

  private static func basename(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  /// The first `$NAME`, `${NAME}` or `$(` of an argument: names of the environment are in capital letters.
  private static func variable(in argument: String) -> String? {
    for (index, letter) in zip(argument.indices, argument) where letter == "$" {
      var rest = argument[argument.index(after: index)...]
      if rest.hasPrefix("(") { return "$(" }
      let isBraced = rest.hasPrefix("{")
      if isBraced { rest.removeFirst() }
      let name = rest.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
      let end = rest[name.endIndex...]
      guard let first = name.first, !first.isNumber, end.first?.isLowercase != true else { continue }
      if isBraced { if end.first == "}" { return "${\(name)}" } } else { return "$\(name)" }
    }
    return nil
  }
}

extension String {
  /// What is before and after the first occurrence of a part; nil without one.
  fileprivate func components(around part: String) -> (before: String, after: String)? {
    for index in indices where self[index...].hasPrefix(part) {
      return (String(self[..<index]), String(self[index...].dropFirst(part.count)))
    }
    return nil
  }
}
