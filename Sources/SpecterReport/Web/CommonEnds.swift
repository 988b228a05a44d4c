/// How many elements two texts begin with alike, and how many of the rest they end with alike.
func commonEnds<Element: Equatable>(_ a: [Element], _ b: [Element]) -> (start: Int, end: Int) {
  let most = min(a.count, b.count)
  var start = 0
  while start < most, a[start] == b[start] { start += 1 }
  var end = 0
  while end < most - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
  return (start, end)
}
