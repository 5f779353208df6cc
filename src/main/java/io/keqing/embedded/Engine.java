package io.keqing.embedded;

import java.io.IOException;

/// A server program that the portal runs as its child.
interface Engine {
    /// Names its folder, its `run/NAME.pid` and its log.
    String name();

    /// Ends what an earlier, killed portal left running, starts the program and waits until it answers.
    ///
    /// @throws IOException if it did not come up; its process is gone then
    Process launch() throws IOException, InterruptedException;

    /// Asks it to end, without waiting. Must be harmless when it has already ended.
    void end(Process process) throws IOException, InterruptedException;
}
