import JSONText
import TestSupport
import Testing

@Suite("the start of a ritual that counts from the last time")
struct CadenceStartTests {
  private let home = Home(
    #"{ "id": "dad", "title": "Dad", "when": "1 month after last time at 11:00", "starting": "2027-01-31" }"#)

  private func next(at now: String) throws -> String? {
    try home.kin(["next", "--json", "--at", now]).json[0]?["due"]?.string
  }

  @Test func `it is the first day, for the config, kin when and kin explain alike`() throws {
    #expect(try next(at: "2027-01-10T12:00") == "2027-01-31T11:00:00")
    let explained = try home.kin(["explain", "dad", "--at", "2027-01-10T12:00"]).output
    #expect(explained.contains("It begins on 31 January at the earliest."), "\(explained)")
    #expect(explained.contains("it begins with the first day that fits from 31 January on."))
    #expect(!explained.contains("counts from"))
    try home.adopt("dad", at: "2027-01-10T12:00")
    try home.remember(event("dad@2027-01-31T11:00", "2027-01-31T12:00", done("2027-01-31T12:00")))
    #expect(try next(at: "2027-02-01T12:00") == "2027-02-28T11:00:00")
    let later = try home.kin(["explain", "dad", "--at", "2027-02-01T12:00"]).output
    #expect(later.contains("The last time was") && !later.contains("begins"), "\(later)")
  }

  @Test func `what kin when lists comes if it takes place each time`() throws {
    let listed = try home.kin(
      ["when", "1 month after last time at 11:00", "--start", "2027-01-31", "--count", "4", "--json"]
    ).json["occurrences"]?.elements.map { $0["local"]?.string }
    let comes = try home.kin(
      ["preview", "--answered", "--days", "110", "--json", "--at", "2027-01-10T12:00"]
    ).json.elements.map { $0["due"]?.string }
    #expect(listed == comes && comes.count == 4)
  }
}
