/*
 * Starts Portolan on the Java that lies in the same app, with the library of Java's own launcher. That keeps the first thread for the system's
 * events, and calls main once more on another.
 *
 * What Java is told lies in Contents/app/launcher.options, UTF-8, one option a line: "window:" before one that only the window wants, $APPDIR
 * for the folder of the file. The main class is the last line.
 *
 * A link to a device, and files with lists, come as Apple events. Each goes to another start of this program, which hands it over to the
 * window that is open.
 */
#include <dlfcn.h>
#include <limits.h>
#include <mach-o/dyld.h>
#include <pthread.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>

#include "../windows/launcher.h"

#define MOST_OPTIONS 64
#define CANNOT 8 /* The program's own code for what it cannot do on this computer. */
#define LINK "portolan:"
#define LIST ".portolan"
#define MOST_FILES 16
#define FOUR(a, b, c, d) ((unsigned)(a) << 24 | (unsigned)(b) << 16 | (unsigned)(c) << 8 | (unsigned)(d))

typedef int (*Launch)(int, char **, int, const char **, int, const char **, const char *, const char *, const char *, const char *,
                      unsigned char, unsigned char, unsigned char, int);

extern char **environ;

static char program[PATH_MAX];
static Launch launch;

static int fail(const char *what) {
  fprintf(stderr, "portolan: Portolan could not start: %s. Install it again.\n", what);
  return CANNOT;
}

/* A path below Contents, which is the folder above that of the program. */
static char *in_contents(const char *path) {
  static const char own[] = "/MacOS/";
  char *end = strrchr(program, '/');
  size_t length = end == NULL ? 0 : (size_t)(end - program) + 1;
  char *result = malloc(PATH_MAX);
  if (result == NULL || length < sizeof own || strncmp(end + 1 - (sizeof own - 1), own, sizeof own - 1) != 0) return NULL;
  length -= sizeof own - 2; /* The first slash stays. */
  if (length + strlen(path) + 1 > PATH_MAX) return NULL;
  memcpy(result, program, length);
  strcpy(result + length, path);
  return result;
}

static int find_program(void) {
  char raw[PATH_MAX];
  uint32_t size = sizeof raw;
  return _NSGetExecutablePath(raw, &size) == 0 && realpath(raw, program) != NULL;
}

static int ends_with(const char *word, const char *ending) {
  size_t length = strlen(word), own = strlen(ending);
  return length > own && strcasecmp(word + length - own, ending) == 0;
}

static int is_for_window(const char *word) { return word[0] == '-' || strncmp(word, LINK, sizeof LINK - 1) == 0 || ends_with(word, LIST); }

/* The words of a command that starts Java with its options, the main class and the arguments of this process; NULL if that fails. */
static char **java_words(int count, char **words, int *total) {
  static const char window[] = "window:";
  int for_window = count < 2 || is_for_window(words[1]);
  char *file = in_contents("app/launcher.options"), *folder = in_contents("app"), *text = file == NULL ? NULL : read_all(fopen(file, "rb")), *line;
  char **all = calloc(MOST_OPTIONS + (size_t)count + 1, sizeof(char *));
  int filled = 0;
  free(file);
  if (text == NULL || folder == NULL || all == NULL) return NULL;
  all[filled++] = words[0];
  for (line = strtok(text, "\r\n"); line != NULL; line = strtok(NULL, "\r\n")) {
    if (strncmp(line, window, sizeof window - 1) == 0) {
      if (!for_window) continue;
      line += sizeof window - 1;
    }
    if (filled == MOST_OPTIONS || (all[filled++] = with_folder(line, folder)) == NULL) return NULL;
  }
  if (filled < 2) return NULL;
  for (int i = 1; i < count; i++) all[filled++] = words[i];
  *total = filled;
  return all;
}

/* --- Links and lists. The system's frameworks are looked up by name, so that no part of Apple's SDK is needed to build this. */

static void (*send)(void); /* Of a type that its receiver and its selector decide. */
static void *(*class_named)(const char *);
static void *(*selector)(const char *);
typedef void *(*Ask)(void *, void *);
typedef const char *(*AskForText)(void *, void *);
typedef void *(*AskByText)(void *, void *, const char *);
typedef void *(*AskByNumber)(void *, void *, unsigned);
typedef long (*Count)(void *, void *);
typedef void *(*AskByPlace)(void *, void *, long);
typedef void (*Observe)(void *, void *, void *, void *, void *, void *);
typedef void (*Handle)(void *, void *, void *, void *, unsigned, unsigned);

static void *start_with(void *word) {
  char *words[] = {program, word, NULL};
  pid_t child;
  if (posix_spawn(&child, program, NULL, NULL, words, environ) == 0) waitpid(child, NULL, 0);
  free(word);
  return NULL;
}

static void hand_over(const char *word) {
  char *copy = strdup(word);
  pthread_t starter;
  if (copy != NULL && pthread_create(&starter, NULL, start_with, copy) == 0) pthread_detach(starter);
}

/* -[PortolanLinks open:reply:] */
static void received(void *self, void *command, void *event, void *reply) {
  void *parameter = ((AskByNumber)send)(event, selector("paramDescriptorForKeyword:"), FOUR('-', '-', '-', '-'));
  void *text = parameter == NULL ? NULL : ((Ask)send)(parameter, selector("stringValue"));
  const char *link = text == NULL ? NULL : ((AskForText)send)(text, selector("UTF8String"));
  (void)self, (void)command, (void)reply;
  if (link != NULL && strncmp(link, LINK, sizeof LINK - 1) == 0) hand_over(link);
}

/* -[PortolanLinks openFiles:reply:], with a list of files, whose places are counted from 1. */
static void received_files(void *self, void *command, void *event, void *reply) {
  void *files = ((AskByNumber)send)(event, selector("paramDescriptorForKeyword:"), FOUR('-', '-', '-', '-'));
  long count = files == NULL ? 0 : ((Count)send)(files, selector("numberOfItems"));
  (void)self, (void)command, (void)reply;
  for (long place = 1; place <= count && place <= MOST_FILES; place++) {
    void *file = ((AskByPlace)send)(files, selector("descriptorAtIndex:"), place);
    void *as_url = file == NULL ? NULL : ((AskByNumber)send)(file, selector("coerceToDescriptorType:"), FOUR('f', 'u', 'r', 'l'));
    void *url = as_url == NULL ? NULL : ((Ask)send)(as_url, selector("fileURLValue"));
    const char *path = url == NULL ? NULL : ((AskForText)send)(url, selector("fileSystemRepresentation"));
    if (path != NULL && ends_with(path, LIST)) hand_over(path);
  }
}

/* -[PortolanLinks started:], when the window's toolkit has begun: earlier the system would put its own answer in place of this one. */
static void started(void *self, void *command, void *notification) {
  void *events = ((Ask)send)(class_named("NSAppleEventManager"), selector("sharedAppleEventManager"));
  (void)command, (void)notification;
  ((Handle)send)(events, selector("setEventHandler:andSelector:forEventClass:andEventID:"), self, selector("open:reply:"),
                 FOUR('G', 'U', 'R', 'L'), FOUR('G', 'U', 'R', 'L'));
  ((Handle)send)(events, selector("setEventHandler:andSelector:forEventClass:andEventID:"), self, selector("openFiles:reply:"),
                 FOUR('a', 'e', 'v', 't'), FOUR('o', 'd', 'o', 'c'));
}

static void listen_for_links(void) {
  void *objc = dlopen("/usr/lib/libobjc.A.dylib", RTLD_LAZY);
  void *foundation = dlopen("/System/Library/Frameworks/Foundation.framework/Foundation", RTLD_LAZY);
  void *(*make_class)(void *, const char *, size_t);
  signed char (*add_method)(void *, void *, void (*)(void), const char *);
  void (*register_class)(void *);
  void *links, *name;
  if (objc == NULL || foundation == NULL) return;
  send = (void (*)(void))dlsym(objc, "objc_msgSend");
  class_named = (void *(*)(const char *))dlsym(objc, "objc_getClass");
  selector = (void *(*)(const char *))dlsym(objc, "sel_registerName");
  make_class = (void *(*)(void *, const char *, size_t))dlsym(objc, "objc_allocateClassPair");
  add_method = (signed char (*)(void *, void *, void (*)(void), const char *))dlsym(objc, "class_addMethod");
  register_class = (void (*)(void *))dlsym(objc, "objc_registerClassPair");
  if (!send || !class_named || !selector || !make_class || !add_method || !register_class) return;
  links = make_class(class_named("NSObject"), "PortolanLinks", 0);
  if (links == NULL) return;
  add_method(links, selector("started:"), (void (*)(void))started, "v@:@");
  add_method(links, selector("open:reply:"), (void (*)(void))received, "v@:@@");
  add_method(links, selector("openFiles:reply:"), (void (*)(void))received_files, "v@:@@");
  register_class(links);
  links = ((Ask)send)(links, selector("new"));
  name = ((AskByText)send)(class_named("NSString"), selector("stringWithUTF8String:"), "NSApplicationWillFinishLaunchingNotification");
  ((Observe)send)(((Ask)send)(class_named("NSNotificationCenter"), selector("defaultCenter")),
                  selector("addObserver:selector:name:object:"), links, selector("started:"), name, NULL);
}

/* Java's launcher looks this up by name for its second call, whose words it has made of the first one's. */
__attribute__((visibility("default"))) int main(int count, char **words) {
  if (launch == NULL) {
    char *library;
    void *java;
    if (!find_program()) return fail("macOS does not tell where it lies");
    words = java_words(count, words, &count);
    if (words == NULL) return fail("Contents/app/launcher.options cannot be read");
    library = in_contents("runtime/Contents/Home/lib/libjli.dylib");
    java = library == NULL ? NULL : dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    launch = java == NULL ? NULL : (Launch)dlsym(java, "JLI_Launch");
    free(library);
    if (launch == NULL) return fail("its Java cannot be loaded");
    listen_for_links();
  }
  return launch(count, words, 0, NULL, 0, NULL, "", "", "portolan", "portolan", 0, 0, 0, 0);
}
