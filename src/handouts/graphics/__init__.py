"""What fills a Figure: QR codes, icons and illustrations as vectors, logos as checked pictures."""
