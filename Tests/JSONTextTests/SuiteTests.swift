import Foundation
import JSONText
import Testing

/// The cases of the folder that `JSON_SUITE` names (files `y_*.json`, `n_*.json`, `i_*.json`, as JSONTestSuite has
/// them), or the project's own.
private func suite() throws -> (origin: String, cases: [JSONCase]) {
  guard let folder = ProcessInfo.processInfo.environment["JSON_SUITE"], !folder.isEmpty else {
    return ("the project's own cases", ownCases)
  }
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  let cases = try names.filter { $0.hasSuffix(".json") }.compactMap { name -> JSONCase? in
    guard let kind = JSONCase.Kind(rawValue: String(name.prefix(1))), name.dropFirst().first == "_" else {
      return nil
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name)))
    return JSONCase(kind: kind, name: String(name.dropFirst(2).dropLast(5)), bytes: bytes)
  }
  return (folder, cases)
}

@Suite struct SuiteTests {
  @Test func `a suite's y files are accepted, its n files refused with a place, and none crashes`() throws {
    let (origin, cases) = try suite()
    var counts: [JSONCase.Kind: Int] = [:]
    for item in cases {
      counts[item.kind, default: 0] += 1
      do {
        // RFC 8259 §4 only advises that names be unique: the grammar accepts what is listed.
        let listed = try JSONDocument(parsing: item.bytes).duplicateKeys
        #expect(item.kind != .n || !listed.isEmpty, "accepted: \(item)")
      } catch {
        #expect(item.kind != .y, "refused: \(item): \(error)")
        #expect(error.place.line >= 1 && error.place.column >= 1, "\(item)")
        #expect(error.place == JSONPlace(offset: error.range.lowerBound, in: item.bytes), "\(item)")
        #expect(error.range.upperBound <= item.bytes.count, "\(item)")
        #expect(!error.message.isEmpty)
      }
    }
    let words = JSONCase.Kind.allCasesInOrder.map { "\(counts[$0] ?? 0) \($0.rawValue)_" }
    print("json suite: ran \(cases.count) cases (\(words.joined(separator: ", "))) of \(origin)")
    #expect((counts[.y] ?? 0) > 0 && (counts[.n] ?? 0) > 0, "no cases in \(origin)")
  }

  @Test(arguments: ownCases.filter { $0.kind == .n })
  func `a fault has these words at this place`(item: JSONCase) {
    var fault: JSONFault?
    do { fault = try JSONDocument(parsing: item.bytes).duplicateKeys.first } catch { fault = error }
    #expect(fault?.description == item.fault)
  }
}

extension JSONCase.Kind {
  static let allCasesInOrder: [JSONCase.Kind] = [.y, .n, .i]
}
