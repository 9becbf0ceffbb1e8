import CivilTime

/// The fields of date and time: lists of numbers, ranges and steps.
extension CalendarReader {
  typealias Component = CalendarExpression.Component

  /// A chain of components with the place where each stands, not yet checked against its field: only what
  /// follows shows which field it is.
  struct Chain {
    var components: [PlacedComponent] = []
    var isAny = false
    var range = 0..<0
  }

  /// `*-*-1..7`, `12-24`, `2026-12~1`; nothing is taken where a time stands here, or nothing.
  mutating func date(_ expression: inout CalendarExpression) throws(ExpressionFault) {
    guard index < end else { return }
    let first = index
    // The separators show which field the first chain is.
    let dashes = bytes[index..<(bytes[index..<end].firstIndex(where: CalendarReader.isSpace) ?? end)]
      .count { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "~") }
    let leading = try chain(dashes >= 2 ? .year : dashes == 1 ? .month : .hour)
    if peek() == UInt8(ascii: ":") {
      index = first
      return
    }
    var chains = [leading]
    var tilde: Int?
    while let mark = peek(), mark == UInt8(ascii: "-") || mark == UInt8(ascii: "~"), chains.count < 3 {
      if let tilde { throw fault(.tildeBeforeMonth, tilde..<tilde + 1) }
      if mark == UInt8(ascii: "~") { tilde = index }
      index += 1
      chains.append(try chain(chains.count == dashes ? .day : .month))
    }
    guard chains.count > 1 else { throw leadingFault(leading) }
    try expectSpace(after: .day)
    if chains.count == 3 { expression.years = try settled(chains[0], .year) }
    expression.months = try settled(chains[chains.count - 2], .month)
    expression.countsDaysFromEnd = tilde != nil && !chains[chains.count - 1].isAny
    expression.days = try settled(chains[chains.count - 1], .day, fromEnd: expression.countsDaysFromEnd)
    skipSpaces()
  }

  /// `10:00`, `10:00:05`, `*:0/15`; midnight where nothing stands here.
  mutating func time(_ expression: inout CalendarExpression) throws(ExpressionFault) {
    guard index < end else {
      (expression.hours, expression.minutes) = ([Component(0)], [Component(0)])
      return
    }
    let hours = try chain(.hour)
    guard take(":") else { throw leadingFault(hours) }
    expression.hours = try settled(hours, .hour)
    expression.minutes = try settled(try chain(.minute), .minute)
    if take(":") {
      let seconds = try chain(.second)
      expression.seconds = seconds.isAny ? CalendarExpression.everySecond : try settled(seconds, .second)
      try expectEnd(after: .second)
    } else {
      try expectEnd(after: .minute)
    }
  }

  /// Why a chain alone is neither a date nor a time.
  private func leadingFault(_ chain: Chain) -> ExpressionFault {
    guard index == end || CalendarReader.isSpace(bytes[index]) else { return unexpected(after: .day) }
    return fault(.dateOrTime(text(chain.range)), chain.range)
  }

  private func expectSpace(after field: CalendarField) throws(ExpressionFault) {
    guard index < end, !CalendarReader.isSpace(bytes[index]) else { return }
    if bytes[index] | 0x20 == UInt8(ascii: "t") { throw fault(.dateTimeSeparator, index..<index + 1) }
    throw unexpected(after: field)
  }

  private func expectEnd(after field: CalendarField) throws(ExpressionFault) {
    guard index < end else { return }
    guard CalendarReader.isSpace(bytes[index]) else { throw unexpected(after: field) }
    var next = self
    next.skipSpaces()
    let range = next.wordRange(from: next.index)
    if CalendarReader.weekday(text(range)) != nil { throw fault(.strayWeekday(text(range)), range) }
    throw fault(.unexpectedAtEnd(next.text(next.index..<end)), next.index..<end)
  }

  /// What cannot stand here, up to the next space.
  private func unexpected(after field: CalendarField) -> ExpressionFault {
    let stop = bytes[index..<end].firstIndex(where: CalendarReader.isSpace) ?? end
    let found = text(index..<stop)
    if bytes[index] == UInt8(ascii: "+") || bytes[index] | 0x20 == UInt8(ascii: "z")
      || field > .day && bytes[index] == UInt8(ascii: "-")
    {
      return fault(.offset(found), index..<stop)
    }
    return fault(.unexpected(found, after: field), index..<stop)
  }

  // MARK: Chains

  private mutating func chain(_ field: CalendarField) throws(ExpressionFault) -> Chain {
    let first = index
    var chain = Chain()
    if take("*") {
      if peek() == UInt8(ascii: "/") {
        let digits = digitRange(from: index + 1)
        throw fault(.stepFromAnything(field, step: text(digits)), first..<digits.upperBound)
      }
      chain.isAny = true
      chain.range = first..<index
      return chain
    }
    repeat { chain.components.append(try component(field)) } while take(",")
    chain.range = first..<index
    return chain
  }

  private mutating func component(_ field: CalendarField) throws(ExpressionFault) -> PlacedComponent {
    let first = index
    var component = Component(try decimal(field))
    if startsRange {
      index += 2
      component.end = try decimal(field)
      component.step = 1
    }
    guard take("/") else { return (component, first..<index, nil) }
    let place = index
    component.step = try decimal(field)
    guard component.step > 0 else { throw fault(.zeroStep, place..<index) }
    return (component, first..<index, place..<index)
  }

  private mutating func decimal(_ field: CalendarField) throws(ExpressionFault) -> Int {
    let digits = digitRange(from: index)
    guard !digits.isEmpty else {
      if let byte = peek(), CalendarReader.isLetter(byte) {
        let range = wordRange(from: index)
        let word = text(range)
        if CalendarReader.weekday(word) != nil { throw fault(.strayWeekday(word), range) }
        throw fault(.unknownWord(word, near: CalendarReader.nearest(to: word)), range)
      }
      let found = index < end && !CalendarReader.isSpace(bytes[index]) ? index..<index + 1 : index..<index
      throw fault(.number(of: field, found: text(found)), found)
    }
    let written = text(digits)
    guard let value = number(digits) else { throw fault(.outOfRange(written, field, field.range), digits) }
    index = digits.upperBound
    if peek() == UInt8(ascii: "."), !startsRange {
      let fraction = digitRange(from: index + 1)
      // Only a fraction of nothing is whole.
      guard bytes[fraction].allSatisfy({ $0 == 48 }), !fraction.isEmpty, field == .second else {
        let range = digits.lowerBound..<fraction.upperBound
        if field == .second { throw fault(.fraction(text(range), whole: written), range) }
        throw unexpected(after: field)
      }
      index = fraction.upperBound
    }
    return value
  }

  private func settled(
    _ chain: Chain, _ field: CalendarField, fromEnd: Bool = false
  ) throws(ExpressionFault) -> [Component] {
    chain.isAny ? [] : try CalendarExpression.settled(chain.components, field, fromEnd: fromEnd) { text($0) }
  }
}
