import CivilTime

extension CalendarExpression {
  /// Reads a calendar expression; throws the first fault with its place in the text.
  public init(_ text: String) throws(ExpressionFault) {
    var reader = try CalendarReader(text)
    self = try reader.expression()
  }
}

extension CalendarExpression: CustomStringConvertible {
  /// The normalized form, as `systemd-analyze calendar` prints it: `Sat *-*-01..07 10:00:00`. Reading it gives the
  /// same expression again.
  public var description: String {
    var text = ""
    if !weekdays.isEmpty { text += weekdayText + " " }
    text += "\(chain(years, width: 4))-\(chain(months, width: 2))\(countsDaysFromEnd ? "~" : "-")"
    text += "\(chain(days, width: 2)) \(chain(hours, width: 2)):\(chain(minutes, width: 2)):"
    text += seconds == CalendarExpression.everySecond ? "*" : chain(seconds, width: 2)
    if let zone { text += " " + zone }
    return text
  }

  /// `Mon..Wed,Sat,Sun`: three neighbours or more make a range.
  private var weekdayText: String {
    var parts: [String] = []
    var place = 0
    while place < weekdays.count {
      var last = place
      while last + 1 < weekdays.count, weekdays[last + 1].rawValue == weekdays[last].rawValue + 1 {
        last += 1
      }
      if last >= place + 2 {
        parts.append("\(weekdays[place].shortName)..\(weekdays[last].shortName)")
      } else {
        parts += weekdays[place...last].map(\.shortName)
      }
      place = last + 1
    }
    return parts.joined(separator: ",")
  }

  private func chain(_ components: [Component], width: Int) -> String {
    guard !components.isEmpty else { return "*" }
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return components.map { component in
      var text = padded(component.start)
      if let end = component.end { text += ".." + padded(end) }
      if component.step > (component.end == nil ? 0 : 1) { text += "/\(component.step)" }
      return text
    }.joined(separator: ",")
  }
}

extension CalendarExpression {
  /// The words that stand for whole expressions, in small letters. `anually` and the `bi-` words are systemd's own.
  static let shorthands: [(name: String, expression: String)] = [
    ("minutely", "*-*-* *:*:00"), ("hourly", "*-*-* *:00:00"), ("daily", "*-*-* 00:00:00"),
    ("weekly", "Mon *-*-* 00:00:00"), ("monthly", "*-*-01 00:00:00"),
    ("quarterly", "*-01,04,07,10-01 00:00:00"), ("semiannually", "*-01,07-01 00:00:00"),
    ("yearly", "*-01-01 00:00:00"), ("annually", "*-01-01 00:00:00"), ("anually", "*-01-01 00:00:00"),
    ("semi-annually", "*-01,07-01 00:00:00"), ("biannually", "*-01,07-01 00:00:00"),
    ("bi-annually", "*-01,07-01 00:00:00"),
  ]
}

extension Weekday {
  private static let shortNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// The name in systemd's writing: `Sat`.
  var shortName: String { Weekday.shortNames[rawValue] }
}
