import Rituals
import Testing
import Wording

@Suite("birthdays and quiet hours in words")
struct PersonTextTests {
  @Test(arguments: [
    ("03-14", "03-14"), ("1990-03-14", "1990-03-14"), ("14 march", "03-14"), ("March 14", "03-14"),
    ("14 mar 1990", "1990-03-14"), ("the 14th of march", "03-14"), ("march 14th, 1990", "1990-03-14"),
    ("on 29 february", "02-29"), ("29 february 1992", "1992-02-29"), ("02-29", "02-29"),
  ])
  func `a birthday is read with or without its year`(text: String, birthday: String) throws {
    #expect(try Birthday(parsing: text).description == birthday)
  }

  @Test(arguments: [
    "", "soon", "31 april", "30 february", "29 february 1991", "14.03.1990", "03/14/1990", "march", "14",
    "saturday",
    "14 march at 9:00", "14 march 1990 1991",
  ])
  func `what is no birthday is refused`(text: String) {
    #expect(throws: TextFault.self) { try Birthday(parsing: text) }
  }

  @Test(arguments: [
    ("22:00 to 8:00", "22:00 08:00 "), ("22:00-08:00", "22:00 08:00 "), ("22 to 8", "22:00 08:00 "),
    ("22\u{2013}8", "22:00 08:00 "), ("from 10pm to 8am", "22:00 08:00 "), ("10pm until 8am", "22:00 08:00 "),
    ("between 22:00 and 7", "22:00 07:00 "), ("9:00 to 17:00 on weekdays", "09:00 17:00 Mo Tu We Th Fr"),
    ("23:00 to 10:00, friday and saturday", "23:00 10:00 Fr Sa"), ("midnight to 8:00", "00:00 08:00 "),
    ("noon to 2pm", "12:00 14:00 "), ("9 to 17", "09:00 17:00 "),
  ])
  func `quiet hours are read as people say them`(text: String, hours: String) throws {
    let read = try QuietHours(parsing: text)
    let days = read.weekdays.map { $0.name.prefix(2) }.joined(separator: " ")
    #expect("\(read.from) \(read.to) \(days)" == hours)
  }

  @Test(arguments: [
    "", "night", "22:00", "22:00 to", "to 8:00", "10 to 8", "22:00 to 22:00", "22 to 25", "8 to 22",
    "22:00 to 8:00 daily",
    "22:00 to 8:00 to 9:00",
  ])
  func `hours that leave it open are refused`(text: String) {
    #expect(throws: TextFault.self) { try QuietHours(parsing: text) }
  }
}
