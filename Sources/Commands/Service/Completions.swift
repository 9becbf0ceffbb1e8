import ArgumentParser
import Clock
import Files
import RitualFile
import Rituals
import Wording

/// What a shell completes: the argument parser writes the scripts, and the rituals come from the config.
enum Completions {
  /// The scripts, each where its shell looks for it below `$XDG_DATA_HOME`.
  static var scripts: [ServiceInstallation.Companion] {
    [
      .init(path: "bash-completion/completions/kin", text: Kin.completionScript(for: .bash)),
      .init(path: "zsh/site-functions/_kin", text: Kin.completionScript(for: .zsh)),
      .init(path: "fish/vendor_completions.d/kin.fish", text: Kin.completionScript(for: .fish)),
    ]
  }

  /// The ids of the config that a command line means; none where it cannot be read: a shell has no use for the reason.
  static func rituals(_ words: [String]) -> [String] { household(words)?.everyRitual.map(\.id) ?? [] }

  /// The people of the same config.
  static func people(_ words: [String]) -> [String] { household(words)?.people.keys.sorted() ?? [] }

  /// The decks there are, those of the same config too.
  static func decks(_ words: [String]) -> [String] { (household(words) ?? Household()).deckNames }

  private static func household(_ words: [String]) -> Household? {
    var path = StandardPaths().configuration + "/kinkeeper/config.json"
    for (index, word) in words.enumerated() {
      if word == "--config", index + 1 < words.count { path = words[index + 1] }
      if word.hasPrefix("--config=") { path = String(word.dropFirst("--config=".count)) }
    }
    guard let bytes = try? readBounded(path: path, limit: ConfigFile.sizeLimit(environmentValue)) else {
      return nil
    }
    return RitualFile.read(bytes, file: path, zones: nil).household
  }
}

extension CompletionKind {
  /// The rituals of the config.
  static var rituals: CompletionKind { .custom { words, _, _ in Completions.rituals(words) } }

  /// The people of the config.
  static var people: CompletionKind { .custom { words, _, _ in Completions.people(words) } }

  /// The decks there are.
  static var decks: CompletionKind { .custom { words, _, _ in Completions.decks(words) } }

  /// Both people and rituals.
  static var peopleAndRituals: CompletionKind {
    .custom { words, _, _ in Completions.people(words) + Completions.rituals(words) }
  }
}
