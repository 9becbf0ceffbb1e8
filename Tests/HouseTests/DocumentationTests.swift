import TestSupport
import Testing

@Suite("doc comments")
struct DocumentationTests {
  @Test func `every public declaration apart from initializers has one`() throws {
    let sources = try Project.trackedFiles().filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }
    #expect(sources.count > 100)
    for path in sources {
      let faults = DocumentationRules.undocumented(in: try Project.text(of: path))
      #expect(faults == [], "\(path): \(faults)")
    }
  }

  @Test(arguments: [
    "public struct A {", "public let a: Int", "  public private(set) var a = 1", "public static func f() {",
    "@discardableResult public func f() {", "@inlinable\npublic func f() {",
    "/// A.\npublic let a = 1\npublic let b = 2", "/// A.\n\npublic let a = 1",
    "// Not one.\npublic func f() {", "/// A.\npublic enum A {\n  public struct B {\n  }\n}",
    "extension A {\n  public typealias B = Int\n}", "public protocol P {",
    "public subscript(a: Int) -> Int {",
  ])
  func `one without is found`(source: String) {
    #expect(DocumentationRules.undocumented(in: source).count == 1)
  }

  @Test(arguments: [
    "/// A.\npublic struct A {\n  public init(a: Int) {\n    let a = 1\n  }\n}",
    "/// A.\n@frozen\npublic enum A {\n  case b\n}", "let publicly = 1", "struct A {\n  let a: Int\n}",
    "let file = open(path)",
    "public static func < (left: A, right: A) -> Bool {", "public var description: String { a }",
    "  public override func f() {", "public import A",
    "extension A: B {\n  public init?() {}\n}",
  ])
  func `one with, or that needs none, is not`(source: String) {
    #expect(DocumentationRules.undocumented(in: source) == [])
  }
}
