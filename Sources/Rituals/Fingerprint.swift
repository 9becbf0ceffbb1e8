import Recurrence

/// Everything that decides when a ritual's reminders come, as text. If it changes, the ritual is adopted again.
public struct Fingerprint: Hashable, Sendable {
  private struct Parts: Hashable, Sendable {
    var text: String
    var mark: UInt64
  }

  // Most rituals share theirs with others.
  private let parts: Boxed<Parts>

  public init(_ text: String) { parts = Boxed(Parts(text: text, mark: Fingerprint.mark(of: text))) }

  /// The text that the history records.
  public var text: String { parts.value.text }

  /// A hash of the text, the same on every machine.
  public var mark: UInt64 { parts.value.mark }

  /// The hash of a text from the history (FNV-1a).
  public static func mark(of text: String) -> UInt64 {
    // Bytes in one place are read many times as fast as those of a string that may lie anywhere.
    var text = text
    return text.withUTF8 { $0.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
  }
}
