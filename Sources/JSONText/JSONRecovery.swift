/// A text with faults, read as far as it is plain what was meant, to report everything that is wrong in one go.
///
/// It never replaces a `JSONDocument(parsing:)` that failed: what it gives is there to be searched for more
/// faults, and not to be used.
public struct JSONRecovery: Sendable {
  /// The text as it was probably meant; nil where the last fault leaves that open, and reading ended there.
  public let document: JSONDocument?
  /// Everything that is not JSON, in text order; empty exactly for a text that is. Among them is the one that
  /// `JSONDocument(parsing:)` throws.
  public let faults: [JSONFault]
  /// Where values stand, in text order, whose meaning is lost: they are `null` in the document, and nothing should be
  /// reported about them besides the fault. Empty ranges mark values that are missing.
  public let unreadable: [Range<Int>]

  /// How many faults are passed over; reading ends at the next.
  public static let mostFaults = 1000

  /// Reads a text past the slips of the pen that leave no doubt: commas too many and too few, comments, single quotes,
  /// keys without quotes, and values that are wrong in themselves only. Names that stand twice are listed by the
  /// document.
  public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) {
    var parser = JSONParser(bytes: bytes, limits: limits, recovery: JSONParser.Recovery())
    var last: JSONFault?
    do throws(JSONFault) { try parser.parse() } catch { last = error }
    let recovery = parser.recovery ?? JSONParser.Recovery()
    var finder = JSONPlaceFinder(bytes)
    // A comma too many is noticed only behind the comments that follow it.
    let found = recovery.faults + (last.map { [$0] } ?? [])
    faults = found.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { fault in
      JSONFault(problem: fault.problem, range: fault.range, place: finder.place(of: fault.range.lowerBound))
    }
    unreadable = recovery.unreadable
    document = last == nil ? JSONDocument(parser) : nil
  }

  /// True where a place lies in a value whose meaning is lost.
  public func isUnreadable(at offset: Int) -> Bool {
    // The last one that begins here or before.
    var (low, high) = (0, unreadable.count)
    while low < high {
      let middle = (low + high) / 2
      if unreadable[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && (unreadable[low - 1].lowerBound == offset || unreadable[low - 1].contains(offset))
  }
}
