import JSONText
import RitualFile

/// kinkeeper(5), made from the declarations of the config's keys.
enum ConfigManual {
  static var text: String {
    var page = ManualPage("kinkeeper", section: 5, about: "the config of Kinkeeper")
    page.heading("DESCRIPTION")
    page.prose(
      """
      The config says who the people are, which rituals are kept with them, and when and how reminders come. It is one \
      JSON file (RFC 8259) in UTF-8, by default `~/.config/kinkeeper/config.json`.

      kinkeeperd(8) reads it afresh whenever it is saved. A file with a mistake is not taken: the last good one stays in \
      use, and the mistake is told. `kin config check` tells every mistake in one go, `kin config schema` prints a JSON \
      Schema of the file, by which editors complete and check.
      """)
    page.example(minimal)
    page.heading("KEYS")
    page.prose("A key that is not named here is a mistake. What is not required may be left out.")
    for section in RitualFile.sections { tell(section, on: &page) }
    tellPhrases(on: &page)
    tellTimes(on: &page)
    tellDecks(on: &page)
    tellHooks(on: &page)
    page.heading("FILES")
    page.list([
      ("Pa ~/.config/kinkeeper/config.json", "The config. `$XDG_CONFIG_HOME` stands for `~/.config`."),
      (
        "Pa ~/.config/kinkeeper/config.schema.json",
        "Its JSON Schema, which `kin service install` puts there."
      ),
    ])
    page.heading("SEE ALSO")
    page.macro("Xr", "kin 1 ,")
    page.macro("Xr", "systemd.time 7 ,")
    page.macro("Xr", "kinkeeperd 8")
    page.heading("STANDARDS")
    page.prose("RRULEs are those of RFC 5545 §3.3.10, calendar expressions those of systemd.time(7).")
    page.heading("CAVEATS")
    page.prose(
      """
      The desktop channel hands its text to notify-send(1) as arguments. Other accounts of the same machine can see those in \
      `/proc` while the notification stands, unless it is mounted with `hidepid`; of a ritual that is `private` there is \
      nothing to see.
      """)
    return page.text
  }

  private static let minimal = """
    {
      "$schema": "config.schema.json",
      "people": { "ana": { "name": "Ana" } },
      "rituals": [
        {
          "id": "coffee-ana",
          "title": "Coffee with Ana",
          "with": ["ana"],
          "when": "every first saturday at 10:00",
          "remind": ["2 days before", "at start"]
        }
      ]
    }
    """

  private static func tell(_ section: ConfigSection, on page: inout ManualPage) {
    page.subheading(
      section.name == "the config"
        ? "The file" : section.name.prefix(1).uppercased() + section.name.dropFirst())
    page.prose(section.documentation)
    page.begin()
    for key in section.keys {
      page.macro("It", "Ic " + key.name)
      page.prose(key.documentation + " " + facts(of: key))
      page.example(example(of: key))
    }
    page.end()
  }

  /// What a value looks like, and what holds where it is left out.
  private static func facts(of key: ConfigKey) -> String {
    var text = key.shape.description.prefix(1).uppercased() + key.shape.description.dropFirst()
    if key.isRequired {
      text += ", required."
    } else if let fallback = key.fallback {
      text += ". Left out, it is `\(fallback.text())`."
    } else if let otherwise = key.otherwise {
      text += ". Left out, it is \(otherwise)."
    } else {
      text += "."
    }
    return text
  }

  /// As it stands in a file, on one line where that is short.
  private static func example(of key: ConfigKey) -> String {
    let name = JSON.string(key.name).text()
    let short = spaced(key.example)
    return name + ": " + (short.count + name.count <= 58 ? short : key.example.text(.pretty))
  }

  /// A value on one line, with the spaces that people put.
  private static func spaced(_ value: JSON) -> String {
    switch value {
    case .list(let elements): "[" + elements.map(spaced).joined(separator: ", ") + "]"
    case .object(let members) where members.isEmpty: "{}"
    case .object(let members):
      "{ " + members.map { JSON.string($0.name).text() + ": " + spaced($0.value) }.joined(separator: ", ")
        + " }"
    default: value.text()
    }
  }
}

extension ConfigShape {
  /// What it is, as far as a line can say it: `a list, each a date`.
  fileprivate var description: String {
    switch self {
    case .count(let bounds): "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .list(let element, let least, let isUnique):
      "a list" + (least > 0 ? " that is not empty" : "") + ", each " + element.description
        + (isUnique ? ", none twice" : "")
    case .map(let element, _): "an object of names of your own, each with \(element.description)"
    case .section(let section) where section.name.hasPrefix("the "): "an object"
    case .section(let section):
      "an object (see `\(section.name.prefix(1).uppercased() + section.name.dropFirst())`)"
    case .either(let shapes): shapes.map(\.description).joined(separator: ", or ")
    case .choice(let words): words.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .text, .flag: words
    }
  }
}
