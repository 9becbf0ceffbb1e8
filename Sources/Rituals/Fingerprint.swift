/// Everything that decides when a ritual's reminders come, as text. If it changes, the ritual is adopted again.
public struct Fingerprint: Hashable, Sendable {
  /// The text that the history records.
  public let text: String

  /// A hash of the text, the same on every machine.
  public let mark: UInt64

  public init(_ text: String) { (self.text, mark) = (text, Fingerprint.mark(of: text)) }

  /// The hash of a text from the history (FNV-1a).
  public static func mark(of text: String) -> UInt64 {
    // Bytes in one place are read many times as fast as those of a string that may lie anywhere.
    var text = text
    return text.withUTF8 { $0.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
  }
}
