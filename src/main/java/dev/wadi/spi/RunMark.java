package dev.wadi.spi;

import java.util.Map;

/**
 * What a sink remembers of the last run that it committed, in the same transaction as the rows. By it a run that was
 * interrupted skips the sinks that it had done, and a tap that is {@code incremental} goes on where it was.
 *
 * @param pipeline the pipeline's id
 * @param stage the sink's name, qualified by the stages around it
 * @param run the run's id
 * @param round which execution of the stage in the run it was, from 0; more than one inside a nested pipeline
 * @param bookmarks the highest value that each incremental tap delivered, by the tap's name: a Long, BigDecimal, Double,
 *     String, LocalDate, LocalDateTime (of no zone) or Instant
 */
public record RunMark(String pipeline, String stage, String run, long round, Map<String, Object> bookmarks) {}
