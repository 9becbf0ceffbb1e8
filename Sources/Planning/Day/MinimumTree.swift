/// The least of many numbers that change one at a time, and all that are small enough: a tree of minima laid out in one
/// array, so that a change costs the height of the tree.
struct MinimumTree {
  private var nodes: [Int64]
  private let width: Int
  /// How many numbers there are.
  let count: Int

  /// What stands for no number at all.
  static let none = Int64.max

  /// So many numbers, all of them `none`.
  init(count: Int) {
    self.count = count
    var width = 1
    while width < count { width *= 2 }
    self.width = width
    nodes = Array(repeating: MinimumTree.none, count: 2 * width)
  }

  subscript(index: Int) -> Int64 {
    get { nodes[width + index] }
    set {
      var node = width + index
      nodes[node] = newValue
      while node > 1 {
        node /= 2
        let least = min(nodes[2 * node], nodes[2 * node + 1])
        guard nodes[node] != least else { return }
        nodes[node] = least
      }
    }
  }

  /// The least number; `none` where there is none.
  var least: Int64 { nodes[1] }

  /// The place of the least number; of several the first. Nil where there is none.
  var placeOfLeast: Int? {
    guard least != MinimumTree.none else { return nil }
    var node = 1
    while node < width { node = nodes[2 * node] == nodes[node] ? 2 * node : 2 * node + 1 }
    return node - width
  }

  /// The places of all numbers up to a limit, in their order.
  func places(through limit: Int64) -> [Int] {
    var found: [Int] = []
    collect(1, through: limit, into: &found)
    return found
  }

  private func collect(_ node: Int, through limit: Int64, into found: inout [Int]) {
    guard nodes[node] <= limit, nodes[node] != MinimumTree.none else { return }
    guard node < width else {
      found.append(node - width)
      return
    }
    collect(2 * node, through: limit, into: &found)
    collect(2 * node + 1, through: limit, into: &found)
  }
}
