import TestSupport

/// Which module may import which; ARCHITECTURE.md has the picture.
enum Layers {
  /// Standard library only, and of the house just what is listed: no I/O, no clock, no Foundation.
  static let pure: [String: Set<String>] = [
    "CivilTime": [],
    "Recurrence": ["CivilTime"],
    "Rituals": ["CivilTime", "Recurrence"],
    "Wording": ["CivilTime", "Recurrence", "Rituals"],
    "Planning": ["CivilTime", "Recurrence", "Rituals"],
    "JSONText": [],
    "RitualFile": ["CivilTime", "Recurrence", "Rituals", "Wording", "Planning", "JSONText"],
    "Facts": ["CivilTime", "Rituals", "Wording", "Planning", "JSONText"],
  ]
  /// One outside thing each; none imports another, but all may use Files.
  static let edges: Set<String> = [
    "Files", "Zones", "Clock", "History", "Journal", "Hooks", "Bus", "Supervision",
  ]
  /// C, for the edges alone.
  static let foreign: Set<String> = ["CSystemd", "CSQLite", "CLinux"]
  /// What the system's toolchain brings and an edge or the assembly may use.
  static let system: Set<String> = ["Glibc", "Dispatch", "Synchronization"]
  /// Each program is a few lines above one module.
  static let programs: [String: Set<String>] = ["kinkeeperd": ["Daemon"], "kin": ["Commands"]]

  /// What `module` may import, or nil for a module that has no place in the house.
  static func allowed(to module: String) -> Set<String>? {
    let pureOnes = Set(pure.keys)
    return switch module {
    case _ where pure[module] != nil: pure[module]
    case "Files": foreign.union(system)
    case _ where edges.contains(module): pureOnes.union(foreign).union(system).union(["Files"])
    case "Daemon": pureOnes.union(edges).union(system)
    case "handbook": pureOnes.union(edges).union(system).union(["Commands", "Daemon", "ArgumentParser"])
    case "Commands": pureOnes.union(edges).union(system).union(["ArgumentParser", "CLinux"])
    case _ where foreign.contains(module): []
    default: programs[module]
    }
  }

  /// What is wrong with the imports of a module's file.
  static func faults(of module: String, importing imports: [String], declared: Set<String>) -> [String] {
    guard let allowed = allowed(to: module) else { return ["\(module) has no place in Layers"] }
    return imports.compactMap { name in
      if !allowed.contains(name) { return "\(module) may not import \(name)" }
      if !declared.contains(name) && !system.contains(name) {
        return "\(module) imports \(name), which Package.swift does not give it"
      }
      return nil
    }
  }
}

/// The parts of source text that the rules look at.
enum SourceText {
  /// The modules that a Swift file imports, in any of the ways the language has.
  static func imports(in source: String) -> [String] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return source.split(separator: "\n").compactMap { line in
      var words = line.split { " \t;".contains($0) }[...]
      while let first = words.first,
        first.hasPrefix("@")
          || ["public", "package", "internal", "private", "fileprivate"].contains(first)
      {
        words.removeFirst()
      }
      guard words.popFirst() == "import" else { return nil }
      if let kind = words.first, kinds.contains(kind), words.count > 1 { words.removeFirst() }
      return words.first?.split(separator: ".").first.map(String.init)
    }
  }

  /// The dependencies of each target as Package.swift declares them; products count by their name.
  static func targets(inManifest manifest: String) -> [String: Set<String>] {
    var targets: [String: Set<String>] = [:]
    for part in manifest.split(separator: "arget(").dropFirst() {
      // Up to the next target, quoted words in order: the name, then those between the brackets.
      guard let name = quoted(in: part.prefix { $0 != "," && $0 != ")" }).first else { continue }
      var names: [String] = []
      if let start = part.firstRange(of: "dependencies: ["),
        let end = part[start.upperBound...].firstIndex(of: "]")
      {
        let list = part[start.upperBound..<end]
        for item in list.split(separator: ",") where !item.contains("package:") { names += quoted(in: item) }
      }
      targets[name] = Set(names)
    }
    return targets
  }

  private static func quoted(in text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
