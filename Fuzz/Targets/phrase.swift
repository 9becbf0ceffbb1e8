import CivilTime
import Recurrence
import Wording

/// Called by libFuzzer with each of its inputs.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(TextFault) {
    let form = try Phrase.parse(text)
    let meaning = form.meaning
    guard let again = try? Phrase.parse(meaning), again == form else {
      fatalError("\"\(text)\" means \"\(meaning)\", which is something else")
    }
  } catch {
    if error.range.lowerBound < 0 || error.range.upperBound > text.utf8.count {
      fatalError("\(error) lies outside")
    }
  }
  return 0
}
