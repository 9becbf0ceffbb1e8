import CivilTime

/// Reads a calendar expression from its bytes and reports the first fault with its place.
struct CalendarReader {
  /// Longer texts are refused; a list of all minutes has 170 bytes.
  static let longest = 1000

  let bytes: [UInt8]
  /// The place of reading, and the end of what is to be read.
  var index = 0
  var end = 0

  init(_ text: String) throws(ExpressionFault) {
    guard text.utf8.count <= CalendarReader.longest else {
      throw ExpressionFault(.calendar(.tooLong(limit: CalendarReader.longest)), at: 0..<text.utf8.count)
    }
    bytes = Array(text.utf8)
    end = bytes.count
    while end > 0, CalendarReader.isSpace(bytes[end - 1]) { end -= 1 }
    skipSpaces()
    guard index < end else { throw ExpressionFault(.empty, at: 0..<bytes.count) }
  }

  mutating func expression() throws(ExpressionFault) -> CalendarExpression {
    let zone = takeZone()
    var expression: CalendarExpression
    if let named = try shorthand() {
      expression = named
    } else if peek() == UInt8(ascii: "@") {
      expression = try timestamp()
    } else {
      expression = CalendarExpression()
      expression.weekdays = try weekdays()
      try date(&expression)
      try time(&expression)
    }
    // A timestamp is in UTC, whatever stands behind it.
    expression.zone = expression.zone ?? zone
    return expression
  }

  // MARK: Whole words

  /// The zone at the end, taken away: the last word, where it begins with a letter and is not the only one.
  private mutating func takeZone() -> String? {
    guard let space = bytes[index..<end].lastIndex(where: CalendarReader.isSpace) else { return nil }
    let word = text(space + 1..<end)
    guard CalendarReader.isLetter(bytes[space + 1]), CalendarReader.weekday(word) == nil,
      !word.utf8.contains(UInt8(ascii: ","))
    else { return nil }
    end = space
    while end > index, CalendarReader.isSpace(bytes[end - 1]) { end -= 1 }
    return word.uppercased() == "UTC" ? "UTC" : word
  }

  private mutating func shorthand() throws(ExpressionFault) -> CalendarExpression? {
    guard CalendarReader.isLetter(bytes[index]) else { return nil }
    let range = wordRange(from: index, with: UInt8(ascii: "-"))
    let word = text(range).lowercased()
    guard let found = CalendarExpression.shorthands.first(where: { $0.name == word }) else { return nil }
    guard range.upperBound == end else { throw fault(.shorthandNotAlone(word), range.upperBound..<end) }
    var reader = try CalendarReader(found.expression)
    return try reader.expression()
  }

  /// `@1767225600`, seconds since 1970 in UTC.
  private mutating func timestamp() throws(ExpressionFault) -> CalendarExpression {
    let start = index
    let digits = digitRange(from: index + 1)
    let latest = CivilDateTime(
      CivilDate(dayNumber: CivilDate.dayNumber(year: 2200, month: 1, day: 1)), .midnight)
    guard digits.upperBound == end, let seconds = number(digits), seconds < latest.localSeconds else {
      throw fault(.strayCharacter(text(start..<end)), start..<end)
    }
    let local = CivilDateTime(localSeconds: Int64(seconds))
    var reader = try CalendarReader("\(local.date) \(local.time) UTC")
    return try reader.expression()
  }

  // MARK: Weekdays

  /// `Mon..Wed,Sat`; a comma may end them. Empty where none stand here, and where all seven do.
  private mutating func weekdays() throws(ExpressionFault) -> [Weekday] {
    guard CalendarReader.isLetter(bytes[index]) else { return [] }
    // One bit a day.
    var days: UInt8 = 0
    while true {
      let first = try oneWeekday()
      var last = first
      if let length = rangeMark {
        let mark = index..<index + length
        index += length
        guard index < end, CalendarReader.isLetter(bytes[index]) else { throw fault(.openWeekdayRange, mark) }
        last = try oneWeekday()
      }
      for step in 0...(last.rawValue - first.rawValue + 7) % 7 { days |= 1 << ((first.rawValue + step) % 7) }
      guard take(",") else { break }
      if index == end || CalendarReader.isSpace(bytes[index]) { break }
    }
    if index < end, !CalendarReader.isSpace(bytes[index]) {
      throw fault(.strayCharacter(text(index..<index + 1)), index..<index + 1)
    }
    skipSpaces()
    return days == 0x7F ? [] : Weekday.allCases.filter { days & 1 << $0.rawValue != 0 }
  }

  /// The length of `..` or `-` here.
  private var rangeMark: Int? { peek() == UInt8(ascii: "-") ? 1 : startsRange ? 2 : nil }

  private mutating func oneWeekday() throws(ExpressionFault) -> Weekday {
    guard let byte = peek(), CalendarReader.isLetter(byte) else {
      throw fault(.weekdayMissing, index..<index)
    }
    let range = wordRange(from: index)
    let word = text(range)
    guard let weekday = CalendarReader.weekday(word) else {
      throw fault(.unknownWord(word, near: CalendarReader.nearest(to: word)), range)
    }
    index = range.upperBound
    return weekday
  }

  /// The weekday of a name, whole or of three letters, in any case.
  static func weekday(_ word: String) -> Weekday? {
    let word = word.lowercased()
    return Weekday.allCases.first { word == "\($0)" || word == $0.shortName.lowercased() }
  }

  static func nearest(to word: String) -> String? {
    let whole = word.lowercased()
    // `Mo`, `Tues`, `Thur`: a part of a name, or more than the short one.
    let day = Weekday.allCases.first { "\($0)".hasPrefix(whole) }
    if let day, whole.utf8.count >= 2 { return day.shortName }
    let known = Weekday.allCases.map(\.shortName) + Weekday.allCases.map { "\($0)" }
    return EditDistance.closest(to: word, among: known + CalendarExpression.shorthands.map(\.name))
  }

  // MARK: Pieces

  func peek() -> UInt8? { index < end ? bytes[index] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func skipSpaces() { while index < end, CalendarReader.isSpace(bytes[index]) { index += 1 } }

  /// `..` here, and no decimal point.
  var startsRange: Bool {
    index + 1 < end && bytes[index] == UInt8(ascii: ".") && bytes[index + 1] == UInt8(ascii: ".")
  }

  func wordRange(from start: Int, with other: UInt8? = nil) -> Range<Int> {
    start..<(bytes[start..<end].firstIndex { !CalendarReader.isLetter($0) && $0 != other } ?? end)
  }

  func digitRange(from start: Int) -> Range<Int> {
    start..<(bytes[start..<end].firstIndex { $0 < 48 || $0 > 57 } ?? end)
  }

  /// At most twelve digits, and at least one.
  func number(_ range: Range<Int>) -> Int? {
    guard (1...12).contains(range.count) else { return nil }
    return bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func fault(_ problem: CalendarProblem, _ range: Range<Int>) -> ExpressionFault {
    ExpressionFault(.calendar(problem), at: range)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Letters of ASCII and every byte beyond it: a word in another script is one word.
  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80 || byte >= 0x80
  }
}
