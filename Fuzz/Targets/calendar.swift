import CivilTime
import Recurrence
import Wording

/// Called by libFuzzer with each of its inputs.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let expression: CalendarExpression
  do throws(ExpressionFault) {
    expression = try CalendarExpression(text)
  } catch {
    if error.range.lowerBound < 0 || error.range.upperBound > text.utf8.count {
      fatalError("\(error) lies outside")
    }
    return 0
  }
  let normal = expression.description
  guard let again = try? CalendarExpression(normal), again.description == normal else {
    fatalError("\"\(text)\" is written \"\(normal)\", which is something else")
  }
  let meaning = Form.calendar(expression).meaning
  guard (try? Phrase.parse(meaning)) != nil else { fatalError("\"\(meaning)\" cannot be read back") }

  let recurrence = Recurrence(expression, start: nil, zone: .utc)
  var cursor = Instant.distantPast
  for _ in 0..<5 {
    guard let slot = recurrence.next(after: cursor) else { break }
    guard slot.instant > cursor else { fatalError("\"\(normal)\" stands still at \(cursor)") }
    guard let back = recurrence.previous(before: slot.instant.advanced(bySeconds: 1)), back == slot else {
      fatalError("\"\(normal)\" does not find back to \(slot)")
    }
    if !expression.isSatisfiable { fatalError("\"\(normal)\" was said never to come") }
    cursor = slot.instant
  }
  return 0
}
