import CivilTime
import Testing

@testable import Recurrence
@testable import Wording

@Suite struct SpanTextTests {
  @Test(
    "A span is read as in systemd.time(7), and reads back from its description and its words",
    arguments: [
      ("2h 30min", Span(seconds: 9000), "2h 30min", "2 hours 30 minutes"),
      ("2 h", Span(seconds: 7200), "2h", "2 hours"),
      ("2hours", Span(seconds: 7200), "2h", "2 hours"),
      ("48hr", Span(seconds: 172_800), "48h", "48 hours"),
      ("1y 12month", Span(months: 24), "2y", "2 years"),
      ("300s20s 5day", Span(days: 5, seconds: 320), "5d 5min 20s", "5 days 5 minutes 20 seconds"),
      ("1 day", Span(days: 1), "1d", "1 day"),
      ("3 weeks", Span(days: 21), "21d", "3 weeks"),
      ("10 days", Span(days: 10), "10d", "10 days"),
      ("20s", Span(seconds: 20), "20s", "20 seconds"),
      ("1month", Span(months: 1), "1month", "1 month"),
      ("1M", Span(months: 1), "1month", "1 month"),
      ("1m", Span(seconds: 60), "1min", "1 minute"),
      ("1Y 2M", Span(months: 14), "1y 2month", "1 year 2 months"),
      ("2 hours 5 minutes", Span(seconds: 7500), "2h 5min", "2 hours 5 minutes"),
      ("2 hours and 5 minutes", Span(seconds: 7500), "2h 5min", "2 hours 5 minutes"),
      ("2 hours, 5 minutes", Span(seconds: 7500), "2h 5min", "2 hours 5 minutes"),
      ("1.5h", Span(seconds: 5400), "1h 30min", "1 hour 30 minutes"),
      ("0.5y", Span(months: 6), "6month", "6 months"),
      ("2.50 min", Span(seconds: 150), "2min 30s", "2 minutes 30 seconds"),
      ("two weeks", Span(days: 14), "14d", "2 weeks"),
      ("a fortnight", Span(days: 14), "14d", "2 weeks"),
      ("1 second", Span(seconds: 1), "1s", "1 second"),
      ("2000ms", Span(seconds: 2), "2s", "2 seconds"),
      ("0s", Span(), "0s", "0 seconds"),
      ("  1   day  ", Span(days: 1), "1d", "1 day"),
      ("9999 years", Span(months: 119_988), "9999y", "9999 years"),
    ])
  func reads(_ text: String, _ span: Span, _ description: String, _ words: String) throws {
    let read = try Span(parsing: text)
    #expect(read == span)
    #expect(read.description == description)
    #expect(read.words == words)
    #expect(try Span(parsing: description) == span)
    #expect(try Span(parsing: words) == span)
  }

  @Test(
    "A text that isn't a span is refused at its place",
    arguments: [
      ("", 0..<0, "nothing is said", nil),
      ("  ", 0..<2, "nothing is said", nil),
      ("20", 0..<2, "\"20\" has no unit, as \"2h\" and \"2 days\" have", nil),
      ("2h 30", 3..<5, "\"30\" has no unit, as \"2h\" and \"2 days\" have", nil),
      ("20 foo", 3..<6, "unknown word \"foo\"", nil),
      ("20 secnds", 3..<9, "unknown word \"secnds\"", "seconds"),
      ("2 dais", 2..<6, "unknown word \"dais\"", "days"),
      ("h", 0..<1, "\"h\" cannot stand here; expected a span like \"2 days\"", nil),
      ("-2h", 0..<1, "\"-\" cannot stand here; expected a span like \"2 days\"", nil),
      ("2h before", 3..<9, "\"before\" is unexpected here: what comes before it is complete", nil),
      ("0.5 days", 0..<8, "\"0.5 days\" is not whole; use a smaller unit", nil),
      ("1.5 weeks", 0..<9, "\"1.5 weeks\" is not whole; use a smaller unit", nil),
      ("1.3 years", 0..<9, "\"1.3 years\" is not whole; use a smaller unit", nil),
      ("500ms", 0..<5, "\"500ms\" is finer than a second, the finest that is kept", "1s"),
      ("55s500ms", 3..<8, "\"500ms\" is finer than a second, the finest that is kept", "1s"),
      ("20us", 0..<4, "\"20us\" is finer than a second, the finest that is kept", "1s"),
      ("0.5s", 0..<4, "\"0.5s\" is finer than a second, the finest that is kept", "1s"),
      ("10000 years", 0..<11, "\"10000 years\" is longer than 9999 years", nil),
      ("9999 years 1 month", 11..<18, "\"1 month\" is longer than 9999 years", nil),
      ("99999999999999999999 days", 0..<20, "\"99999999999999999999\" is longer than 9999 years", nil),
      ("999999999999999 weeks", 0..<21, "\"999999999999999 weeks\" is longer than 9999 years", nil),
      ("infinity", 0..<8, "unknown word \"infinity\"", nil),
      ("every day", 0..<5, "\"every\" cannot stand here; expected a span like \"2 days\"", nil),
      ("1#2", 1..<2, "unexpected character \"#\"", nil),
    ] as [(String, Range<Int>, String, String?)])
  func refuses(_ text: String, _ range: Range<Int>, _ message: String, _ suggestion: String?) {
    let fault = #expect(throws: TextFault.self) { try Span(parsing: text) }
    #expect(fault?.range == range)
    #expect(fault?.message == message)
    #expect(fault?.suggestion == suggestion)
  }
}
