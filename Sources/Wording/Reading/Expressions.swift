import Recurrence

extension RecurrenceRule {
  /// Reads an RRULE (RFC 5545 §3.3.10), with faults in the terms of all readers.
  public init(parsing text: String) throws(TextFault) {
    do throws(ExpressionFault) { self = try RecurrenceRule(text) } catch { throw TextFault(error) }
  }
}

extension CalendarExpression {
  /// Reads a calendar expression of systemd.time(7), with faults in the terms of all readers.
  public init(parsing text: String) throws(TextFault) {
    do throws(ExpressionFault) { self = try CalendarExpression(text) } catch { throw TextFault(error) }
  }
}
