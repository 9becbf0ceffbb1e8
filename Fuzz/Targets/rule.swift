import CivilTime
import Recurrence
import Wording

/// Called by libFuzzer with each of its inputs.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(ExpressionFault) {
    let rule = try RecurrenceRule(text)
    guard let again = try? RecurrenceRule(rule.description), again == rule,
      again.description == rule.description
    else { fatalError("\(rule) does not read back") }
    _ = rule.isSatisfiable
    let meaning = Form.rule(rule).meaning
    if (try? Phrase.parse(meaning)) != .rule(rule.canonical) { fatalError("\(meaning) is not \(rule)") }
  } catch {
    if error.range.lowerBound < 0 || error.range.upperBound > text.utf8.count {
      fatalError("\(error) lies outside")
    }
  }
  return 0
}
