/// Why a reminder of an occurrence was superseded.
public enum SupersedeReason: Hashable, Sendable {
  /// Another one of the same occurrence is nearer to its start.
  case nearerOne
  /// The occurrence starts before this one could be delivered.
  case startsFirst
  /// Another reminder of the same ritual is delivered at the same moment.
  case otherOneDelivered
  /// A sentence that an earlier version recorded.
  case recorded(String)
}
