# Reads the tables of events that chancery writes, and draws one picture of each. Base R alone.
#
#     for table in polecat icews gdelt cameo plover; do chancery export $table --output tables/$table.txt; done
#     Rscript examples/events.R tables pictures

folders <- commandArgs(trailingOnly = TRUE)
dir.create(folders[2], showWarnings = FALSE, recursive = TRUE)

# Everything is text first, so that code 040 stays 040; only what is counted becomes a number.
table_of <- function(name, ...) {
  file <- file.path(folders[1], paste0(name, ".txt"))
  table <- read.table(file, colClasses = "character", comment.char = "", check.names = FALSE, ...)
  cat(name, ": ", nrow(table), " rows, ", ncol(table), " columns\n", sep = "")
  table
}

picture <- function(name, heights) {
  pdf(file.path(folders[2], paste0(name, ".pdf")), width = 8, height = 4)
  par(mar = c(8, 4, 2, 1), las = 2)
  barplot(heights, main = name)
  dev.off()
}

polecat <- table_of("polecat", sep = "\t", header = TRUE, quote = "\"", na.strings = "None")
picture("polecat", table(polecat[["Event Type"]]))

icews <- table_of("icews", sep = "\t", header = TRUE, quote = "\"")
picture("icews", tapply(as.numeric(icews[["Intensity"]]), icews[["Source Country"]], mean))

# GDELT's files have no row of names and no quotation marks; column 30 is the quadrant.
gdelt <- table_of("gdelt", sep = "\t", header = FALSE, quote = "")
stopifnot(ncol(gdelt) == 61)
picture("gdelt", table(gdelt[[30]]))

cameo <- table_of("cameo", sep = ",", header = TRUE, quote = "\"")
picture("cameo", tapply(as.numeric(cameo$goldstein), cameo$source_iso3, sum))

plover <- table_of("plover", sep = ",", header = TRUE, quote = "\"")
stopifnot(!anyDuplicated(plover$event))
picture("plover", table(plover$actor_iso3))
