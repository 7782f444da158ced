package dev.wadi.cli.doctor;

/**
 * Whether the memory suffices for what may be used at once.
 *
 * @param total what the machine or the container has
 * @param heap how large Java's heap may grow
 * @param run what the database of one run may use
 */
record Memory(long total, long heap, long run) {

    /** Java itself, its classes and threads, and the buffers of rows. */
    private static final long REST = 150L << 20;

    /** Below this the image refuses to start. */
    private static final long LEAST = 192L << 20;

    void examine(Findings findings) {
        String what = "a run's database may use " + Space.bytes(run) + " (wadi.memory), Java's heap "
                + Space.bytes(heap) + ", and there are " + Space.bytes(total);
        if (total < LEAST) {
            findings.warning(
                    "memory", Space.bytes(total) + " are too little", "Give it 192 MiB at least, better 512 MiB");
        } else if (run > total) {
            findings.problem("wadi.memory", what, "Set wadi.memory to 25% (the default), or lower");
        } else if (heap + run + REST > total) {
            findings.warning(
                    "wadi.memory",
                    what + ": together too much",
                    "Set wadi.memory to " + fitting() + ", or give it more");
        } else {
            findings.ok("memory", what);
        }
    }

    private String fitting() {
        long left = Math.max(total - heap - REST, 16L << 20);
        return (left >> 20) + "MiB";
    }
}
