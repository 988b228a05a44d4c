import SpecModel
import SpecText

/// What libFuzzer calls with every input. The program stops where a promise is broken.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  Promises.hold(for: Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

/// libFuzzer's own byte-wise mutation.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int) -> Int

/// How libFuzzer makes one input from another: one time in four by its own means, else by what
/// markdown is made of.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int, _ seed: CUnsignedInt
) -> Int {
  var random = Dice(seed: UInt64(seed))
  if random.below(4) == 0 { return mutateBytes(data, size, limit) }
  var mutation = LineMutation(
    bytes: Array(UnsafeBufferPointer(start: data, count: size)), dice: random)
  mutation.run()
  let made = mutation.bytes.prefix(limit)
  for (place, byte) in made.enumerated() { data[place] = byte }
  return made.count
}
