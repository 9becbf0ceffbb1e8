import ArgumentParser
import CivilTime
import Files
import RitualFile
import Rituals
import Zones

/// What a shell completes: the argument parser writes the scripts, and the rituals come from the config.
enum Completions {
  static let shells: [CompletionShell] = [.bash, .zsh, .fish]

  /// The scripts, each where its shell looks for it below `$XDG_DATA_HOME`.
  static var scripts: [ServiceInstallation.Companion] {
    [
      .init(path: "bash-completion/completions/kin", text: script(for: .bash)),
      .init(path: "zsh/site-functions/_kin", text: script(for: .zsh)),
      .init(path: "fish/vendor_completions.d/kin.fish", text: script(for: .fish)),
    ]
  }

  /// The script for a shell, without a `#!` line: shells source it.
  static func script(for shell: CompletionShell) -> String {
    let lines = KinAndOptions.completionScript(for: shell).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("#!") }.joined(separator: "\n")
  }

  /// `kin` as shells complete it: some options may stand before the command, see `LeadingOptions`.
  private struct KinAndOptions: ParsableCommand {
    static let configuration = Kin.configuration

    @OptionGroup var options: ReadingOptions
  }

  /// The config that a command line means; an empty one if it can't be read, since a shell has no use for the reason.
  fileprivate static func household(_ words: [String]) -> Household {
    var path = StandardPaths().configuration + "/kinkeeper/config.json"
    for (index, word) in words.enumerated() {
      if word == "--config", index + 1 < words.count { path = words[index + 1] }
      if word.hasPrefix("--config=") { path = String(word.dropFirst("--config=".count)) }
    }
    let bytes = try? readBounded(path: path, limit: ConfigFile.sizeLimit(environmentValue))
    return bytes.flatMap { RitualFile.read($0, file: path, zones: nil).household } ?? Household()
  }
}

extension CompletionKind {
  /// The rituals of the config.
  static var rituals: CompletionKind { inConfig { $0.everyRitual.map(\.id) } }

  /// The people of the config.
  static var people: CompletionKind { inConfig { $0.people.keys.sorted() } }

  /// The decks there are, those of the config too.
  static var decks: CompletionKind { inConfig(\.deckNames) }

  static var peopleAndRituals: CompletionKind {
    inConfig { $0.people.keys.sorted() + $0.everyRitual.map(\.id) }
  }

  /// The months that `kin calendar` takes, and the rituals.
  static var monthsAndRituals: CompletionKind {
    inConfig { household in
      months + ["this", "next", "last"] + household.everyRitual.map(\.id)
    }
  }

  /// The words that a moment to come, or the days of an absence, begin with.
  static var moments: CompletionKind { .list(["in", "tonight", "tomorrow", "next"] + weekdays) }
  static var days: CompletionKind {
    .list(["today", "tomorrow", "this", "next", "until", "from"] + weekdays + months)
  }

  /// The months of a date.
  static var dates: CompletionKind { .list(months) }

  private static var weekdays: [String] { Weekday.allCases.map { $0.name.lowercased() } }
  private static var months: [String] { (1...12).map { CivilDate.monthName($0).lowercased() } }

  /// The machine's time zones.
  static var zones: CompletionKind { .custom { _, _, _ in SystemZones().identifiers } }

  /// The roles of the config's turns.
  static var roles: CompletionKind { inConfig { Set($0.rituals.flatMap { $0.turns?.roles ?? [] }).sorted() } }

  private static func inConfig(_ names: @escaping @Sendable (Household) -> [String]) -> CompletionKind {
    .custom { words, _, _ in names(Completions.household(words)) }
  }
}
