/// The manual: `man/` holds what this makes, `kin service install` puts it in place.
public enum ManualPages {
  /// One page.
  public struct Page: Sendable {
    /// Its file's name: `kin.1`.
    public let name: String
    /// Its text, in mdoc(7).
    public let text: String

    /// Where it belongs below a folder of the manual: `man1/kin.1`.
    public var path: String { "man\(name.last.map(String.init) ?? "1")/\(name)" }
  }

  /// When what the pages say last changed.
  static let date = "November 21, 2026"

  /// All pages.
  public static var all: [Page] {
    [
      Page(name: "kin.1", text: CommandManual.text), Page(name: "kinkeeper.5", text: ConfigManual.text),
      Page(name: "kinkeeperd.8", text: DaemonManual.text),
    ]
  }
}
