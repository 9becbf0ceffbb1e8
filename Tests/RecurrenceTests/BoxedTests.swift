import Recurrence
import Testing

@Suite("A value that lies apart")
struct BoxedTests {
  @Test func `a copy keeps its value when the other one changes`() {
    let one = Boxed([1, 2])
    var other = one
    #expect(one.identity == other.identity)
    other.value.append(3)
    #expect(one.value == [1, 2])
    #expect(other.value == [1, 2, 3])
    #expect(one != other)
  }

  @Test func `what a single box holds is changed in place`() {
    var box = Boxed([1])
    let place = box.identity
    box.value.append(2)
    #expect(box.identity == place)
    #expect(box == Boxed([1, 2]))
  }

  @Test func `many tasks may change their own copies at the same time`() async {
    let first = Boxed(Array(0..<100))
    let sums = await withTaskGroup(of: Int.self) { group in
      for number in 0..<64 {
        group.addTask {
          var own = first
          for _ in 0..<100 { own.value[number] += 1 }
          return own.value.reduce(0, +)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.count == 64 && sums.allSatisfy { $0 == 4950 + 100 })
    #expect(first.value == Array(0..<100))
  }
}
