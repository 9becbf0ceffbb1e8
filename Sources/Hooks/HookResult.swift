import Rituals

/// How a command ended.
public struct HookResult: Hashable, Sendable {
  /// Why it did not do what it was asked for; nil if it ended with code 0.
  public var cause: DeliveryFailure.Cause?
  /// The beginning of what it wrote to standard error, bad UTF-8 replaced.
  public var errorText: String
  /// Whether it wrote more to standard output than the limit.
  public var isOutputCut: Bool

  /// The same as a delivery's failure: with the last line that it wrote to standard error.
  public var failure: DeliveryFailure? {
    cause.map { DeliveryFailure($0, lastWords: String(errorText.split(separator: "\n").last ?? "")) }
  }
}
