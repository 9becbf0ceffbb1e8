/// How a calendar marks each ritual: by a colour that stays its own, or by a letter if there are no colours.
struct RitualMarks {
  struct Mark: Hashable {
    var sign: Character
    var style: Terminal.Style?

    static let birthday = Mark(sign: "✶", style: .magenta)
    static let away = Mark(sign: "┄", style: .dim)
    static let several = Mark(sign: "+")
    static let today = Mark(sign: "<")

    func shown(_ terminal: Terminal) -> String {
      style.map { terminal.paint(String(sign), $0) } ?? String(sign)
    }
  }

  private var styles: [String: Terminal.Style] = [:]
  private var letters: [String: Character] = [:]

  /// - Parameters:
  ///   - rituals: all ids of the config, in its order.
  ///   - shown: those that a calendar without colours has letters for; nil where there are colours.
  init(rituals: [String], letters shown: Set<String>? = nil) {
    // Hues that differ at a glance, and their sisters, for when these are taken.
    let hues: [Terminal.Style] = [.green, .brightBlue, .yellow, .cyan, .brightRed, .brightMagenta]
    let sisters: [Terminal.Style] = [.brightGreen, .brightYellow, .brightCyan]
    var taken: Set<Terminal.Style> = []
    for id in rituals {
      // By the name, so that it stays when others come and go; where two names meet, the later one steps aside.
      let own = Int(Self.hash(id) % UInt64(hues.count))
      let style = (hues[own...] + hues[..<own] + sisters).first { !taken.contains($0) } ?? hues[own]
      taken.insert(style)
      styles[id] = style
    }
    guard let shown else { return }
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for (index, id) in rituals.filter(shown.contains).enumerated() {
      letters[id] = index < alphabet.count ? alphabet[index] : "*"
    }
  }

  /// FNV-1a: the same on every machine and in every run, which Swift's own hashes are not.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  func mark(of entry: CalendarEntry) -> Mark {
    let id = entry.occurrence.ritual
    let sign: Character =
      switch entry.state {
      case .planned: letters[id] ?? "●"
      case .open: "○"
      case .done, .skipped, .lapsed: "·"
      }
    return Mark(sign: sign, style: styles[id])
  }
}
