// Sends recorded HTTP requests over CONNECTIONS connections at once and reads the answers; what a
// server needs for them when the client costs next to nothing.
//
//     load PORT CONNECTIONS FILE
//
// FILE holds, for each request, its length as a decimal line and then its bytes. A connection that the
// server keeps open is used again. Prints seconds; ends with 1 when an answer is not 200.
#define _GNU_SOURCE // strcasestr
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most = 100000 };
static char *requests[most];
static size_t lengths[most];
static size_t count;
static atomic_size_t next;
static atomic_int failures;
static int port;

static int dial(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int descriptor = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

// 1: answered with 200 and may be used again, 0: answered with 200 and closed, -1: anything else.
static int exchange(int descriptor, const char *request, size_t length) {
  static _Thread_local char answer[1 << 20];
  for (size_t sent = 0; sent < length;) {
    ssize_t part = send(descriptor, request + sent, length - sent, MSG_NOSIGNAL);
    if (part <= 0) return -1;
    sent += (size_t)part;
  }
  size_t have = 0, whole = 0;
  int keeps = 0;
  while (whole == 0 || have < whole) {
    ssize_t part = recv(descriptor, answer + have, sizeof answer - 1 - have, 0);
    if (part <= 0) return -1;
    have += (size_t)part;
    answer[have] = '\0';
    char *end = strstr(answer, "\r\n\r\n");
    if (whole != 0 || end == NULL) continue;
    char *field = strcasestr(answer, "\r\ncontent-length:");
    if (field == NULL || field > end) return -1;
    whole = (size_t)(end + 4 - answer) + strtoul(field + 17, NULL, 10);
    char *closing = strcasestr(answer, "\r\nconnection: close");
    keeps = strncmp(answer, "HTTP/1.1", 8) == 0 && (closing == NULL || closing > end);
  }
  return strncmp(answer + 8, " 200", 4) == 0 ? keeps : -1;
}

static void *work(void *unused) {
  int descriptor = -1;
  for (size_t index; (index = atomic_fetch_add(&next, 1)) < count;) {
    if (descriptor < 0) descriptor = dial();
    int outcome = descriptor < 0 ? -1 : exchange(descriptor, requests[index], lengths[index]);
    if (outcome < 0) atomic_fetch_add(&failures, 1);
    if (outcome > 0) continue;
    if (descriptor >= 0) close(descriptor);
    descriptor = -1;
  }
  if (descriptor >= 0) close(descriptor);
  return unused;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  port = atoi(argv[1]);
  int connections = atoi(argv[2]);
  FILE *file = fopen(argv[3], "rb");
  if (file == NULL || connections < 1 || connections > 256) return 2;
  for (unsigned long length; count < most && fscanf(file, "%lu", &length) == 1; count++) {
    fgetc(file);
    requests[count] = malloc(length);
    lengths[count] = length;
    if (requests[count] == NULL || fread(requests[count], 1, length, file) != length) return 2;
  }
  fclose(file);
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  pthread_t threads[256];
  for (int index = 0; index < connections; index++)
    pthread_create(&threads[index], NULL, work, NULL);
  for (int index = 0; index < connections; index++) pthread_join(threads[index], NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9);
  if (failures > 0) fprintf(stderr, "%d of %zu requests failed\n", failures, count);
  return failures > 0;
}
