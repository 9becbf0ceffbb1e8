import CivilTime

extension CalendarRecurrence {
  /// All occurrences strictly later than an instant, lazily.
  public func occurrences(after instant: Instant) -> UnfoldSequence<Slot, Instant> {
    sequence(state: instant) { cursor in
      let slot = next(after: cursor)
      if let slot { cursor = slot.instant }
      return slot
    }
  }

  /// All occurrences within a range, lazily.
  public func occurrences(in range: Range<Instant>) -> UnfoldSequence<Slot, Instant> {
    sequence(state: range.lowerBound.advanced(bySeconds: -1)) { cursor in
      guard let slot = next(after: cursor), slot.instant < range.upperBound else { return nil }
      cursor = slot.instant
      return slot
    }
  }

  /// All occurrences strictly earlier than an instant, from the last one back, lazily.
  public func occurrences(before instant: Instant) -> UnfoldSequence<Slot, Instant> {
    sequence(state: instant) { cursor in
      let slot = previous(before: cursor)
      if let slot { cursor = slot.instant }
      return slot
    }
  }
}
