import Rituals
import Wording

extension Preset {
  /// `; did you mean …?` for a name that is near one.
  static func near(_ name: String) -> String { didYouMean(name, among: all.map(\.name)) }

  /// The presets that an answer names by their numbers on the list or by names, each once; and the first word that names
  /// none.
  static func found(in answer: String, offered: [Preset]) -> (presets: [Preset], wrong: String?) {
    if ["all", "all of them", "everything"].contains(answer.lowercased()) { return (offered, nil) }
    func named(_ word: String) -> [Preset] {
      if let number = Int(word) { return offered.indices.contains(number - 1) ? [offered[number - 1]] : [] }
      // Whoever says y means yes, and not the yearly review.
      guard word.count > 1 else { return [] }
      let found = NameSearch(word).found(in: all, id: \.name, name: { $0.name.replacing("-", with: " ") })?
        .things
      return found?.count == 1 ? found ?? [] : []
    }
    var (presets, wrong): ([Preset], String?) = ([], nil)
    for part in answer.listed {
      // `1 3`, but `monthly coffee`
      for word in named(part).isEmpty ? part.split(separator: " ").map(String.init) : [part] {
        guard let preset = named(word).first else {
          wrong = wrong ?? word
          continue
        }
        if !presets.contains(where: { $0.name == preset.name }) { presets.append(preset) }
      }
    }
    return (presets, wrong)
  }
}
