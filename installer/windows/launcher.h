/* What the launchers for Windows and macOS share: how they read launcher.options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole file, which is closed, with a zero behind it; NULL if it could not be opened or read. */
static char *read_all(FILE *file) {
  char *text = NULL;
  long size;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0 && (text = malloc((size_t)size + 1)) != NULL) {
    text[fread(text, 1, (size_t)size, file)] = 0;
  }
  fclose(file);
  return text;
}

/* A line with the folder wherever it says $APPDIR; NULL without memory. */
static char *with_folder(const char *line, const char *folder) {
  static const char name[] = "$APPDIR";
  size_t length = strlen(line) + 1, found = 0;
  const char *from;
  char *result, *to;
  for (from = line; (from = strstr(from, name)) != NULL; from += sizeof name - 1) found++;
  result = to = malloc(length + found * strlen(folder));
  if (result == NULL) return NULL;
  while ((from = strstr(line, name)) != NULL) {
    memcpy(to, line, (size_t)(from - line));
    to += from - line;
    strcpy(to, folder);
    to += strlen(folder);
    line = from + sizeof name - 1;
  }
  strcpy(to, line);
  return result;
}
