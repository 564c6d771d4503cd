package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

public record FinishedRequest(
        String method,
        String path,
        String pluginId,
        int status,
        List<Try> tries,
        long bytesSent,
        Duration took,
        long weight,
        String requestClass,
        String pool) {

    public record Try(String address, int status, Optional<Duration> firstByte, Optional<Duration> took) {}
}
